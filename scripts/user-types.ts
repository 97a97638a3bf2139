import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'

/** Files by their path, with `/`. */
export type Files = Readonly<Record<string, string>>

/** As strict as a user may be; what this package declares is checked too. */
const compilerOptions = {
  target: 'es2024',
  module: 'nodenext',
  types: ['node'],
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  skipLibCheck: false,
  noEmit: true,
}

/**
 * What a user's compiler says of files that import this package, and of the package's own
 * declarations. Sources are out of its reach: what declarations lack is missed here, and only here.
 *
 * @param published the package, by path within it
 * @param files the user's own
 * @param installed folders of packages the user has, by name
 * @returns the compiler's errors, without those of other packages
 */
export function userTypeErrors(published: Files, files: Files, installed: Files): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'vitest-llm-bench-types-'))
  try {
    write(join(folder, 'node_modules', 'vitest-llm-bench'), published)
    write(folder, {
      'package.json': '{ "type": "module" }',
      'tsconfig.json': JSON.stringify({ compilerOptions, files: Object.keys(files) }),
      ...files,
    })
    for (const [name, source] of Object.entries(installed)) {
      mkdirSync(dirname(join(folder, 'node_modules', name)), { recursive: true })
      symlinkSync(resolve(source), join(folder, 'node_modules', name), 'junction')
    }
    return errorsIn(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function errorsIn(folder: string): string[] {
  const compiler = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc')
  try {
    execFileSync(process.execPath, [compiler, '-p', folder, '--pretty', 'false'], { cwd: folder, encoding: 'utf8' })
    return []
  } catch (error) {
    const { stdout = '' } = error as { stdout?: string }
    const lines = stdout.split('\n').filter((line) => line !== '' && !line.startsWith(' '))
    if (lines.length === 0) throw error
    return lines.filter((line) => !/^(?:\.\.|\/|node_modules\/(?!vitest-llm-bench\/))/.test(line))
  }
}

function write(folder: string, files: Files): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
}
