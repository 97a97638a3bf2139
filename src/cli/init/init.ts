import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { LlmBenchError } from '../../errors.ts'
import { systemReason } from '../../system-error.ts'
import { type FirstFile, firstFiles, pluginImport } from './first-files.ts'
import { type FoundProject, foundProject } from './found-project.ts'

/**
 * Writes what a folder lacks for a first bench; nothing that is there is replaced.
 * @returns words on what was written, what to add by hand, and the next step
 * @throws LlmBenchError `invalid-option` where the folder cannot be read, or a file cannot be written
 */
export function init(root: string, url: string | null): string {
  const found = foundIn(root)
  const lines = firstFiles(found, url).map((file) => written(root, file))
  return [...lines, ...toAdd(found), '', ...nextSteps(found, url)].join('\n')
}

function foundIn(root: string): FoundProject {
  try {
    return foundProject(root)
  } catch (cause) {
    const message = `llm-bench init: ${root} cannot be read (${systemReason(cause)}): choose a folder with --root`
    throw new LlmBenchError('invalid-option', message, { cause })
  }
}

function written(root: string, { path, text }: FirstFile): string {
  const whole = join(root, path)
  if (existsSync(whole)) return `${path} is there already, and stays as it is`
  try {
    mkdirSync(dirname(whole), { recursive: true })
    writeFileSync(whole, text, { flag: 'wx' })
  } catch (cause) {
    const message = `llm-bench init: ${whole} cannot be written (${systemReason(cause)}): choose a folder with --root`
    throw new LlmBenchError('invalid-option', message, { cause })
  }
  return `${path} written`
}

function toAdd({ config, hasPlugin }: FoundProject): string[] {
  if (config === null) return []
  if (hasPlugin) return [`${config} has the plugin already`]
  return [`${config} is there already, and stays as it is; add to it:`, `  ${pluginImport}`, '  plugins: [llmBench()],']
}

function nextSteps({ hasEngine, manager, missing }: FoundProject, url: string | null): string[] {
  const engine = hasEngine || url !== null ? [] : ['node-llama-cpp, to load models here, is not installed: ']
  const packages = missing.length === 0 ? [] : [`  ${manager.add} ${missing.join(' ')}`]
  return [
    'next:',
    ...packages,
    `  ${manager.exec} vitest bench --run`,
    ...engine.map((text) => `${text}${manager.add} node-llama-cpp`),
    'reports go to llm-bench-report: git should ignore that folder',
  ]
}
