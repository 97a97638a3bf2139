import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type JsonObject, objectOf } from '../../json.ts'
import { attempt } from './probe.ts'

function readJson(path: string): JsonObject | null {
  return objectOf(attempt(() => JSON.parse(readFileSync(path, 'utf8'))))
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

/** A folder and those above it, nearest first. */
function ancestors(folder: string): string[] {
  const folders = [folder]
  for (let parent = dirname(folder); parent !== folders.at(-1); parent = dirname(parent)) {
    folders.push(parent)
  }
  return folders
}

/** Reads a JSON file of an installed package without importing it: from `root`, then from here. */
function packageJson(name: string, root: string, file: string): Record<string, unknown> | null {
  for (const folder of [...ancestors(root), ...ancestors(import.meta.dirname)]) {
    const found = readJson(join(folder, 'node_modules', name, file))
    if (found !== null) return found
  }
  return null
}

/** Version of a package installed for the project at `root`; null when it is not installed. */
export function packageVersion(name: string, root: string): string | null {
  return text(packageJson(name, root, 'package.json')?.['version'])
}

/** The llama.cpp release that node-llama-cpp's binaries were built from; null when unknown. */
export function llamaCppRelease(root: string): string | null {
  const release = packageJson('node-llama-cpp', root, join('llama', 'binariesGithubRelease.json'))
  return text(release?.['release'])
}
