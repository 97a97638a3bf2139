import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

/** A chat template of a published model. */
export interface PublishedTemplate {
  readonly name: string
  readonly source: string
}

const bundle = resolve(import.meta.dirname, '../../../../node_modules/node-llama-cpp/llama/gitRelease.bundle')

/** The templates in the llama.cpp source that node-llama-cpp carries; none where git cannot read it. */
export function publishedTemplates(): PublishedTemplate[] {
  const folder = mkdtempSync(join(tmpdir(), 'vitest-llm-bench-templates-'))
  const git = (...args: string[]): Buffer => execFileSync('git', args, { stdio: ['ignore', 'pipe', 'ignore'] })
  try {
    git('clone', '--quiet', '--depth', '1', '--no-checkout', bundle, folder)
    git('-C', folder, 'checkout', '--quiet', 'HEAD', '--', 'models/templates')
    const templates = join(folder, 'models', 'templates')
    return readdirSync(templates)
      .filter((name) => name.endsWith('.jinja'))
      .map((name) => ({ name, source: readFileSync(join(templates, name), 'utf8') }))
  } catch {
    return []
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
