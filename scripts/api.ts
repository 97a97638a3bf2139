import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { snapshotFiles } from 'tsnapi'
import { bundleDeclarations, declaredEntries } from './declarations.ts'

/**
 * Compares the public interface of the built package with the snapshot in api/; `-u` renews it, and
 * `--allow-breaking` also where something is gone.
 */
const root = resolve(import.meta.dirname, '..')
const folder = mkdtempSync(join(tmpdir(), 'vitest-llm-bench-api-'))
try {
  const files: { name: string; runtime: string; dts: string }[] = []
  for (const entry of declaredEntries(root)) {
    // Each entry by itself, without shared files: the snapshot then shows what a type is, not only
    // its name, and does not change when a declaration moves to another file.
    const target = join(folder, String(files.length))
    await bundleDeclarations(root, [entry], target)
    const dts = join(target, entry.types.replace(/^dist\//, ''))
    files.push({ name: entry.name, runtime: join(root, entry.code), dts })
  }
  const { hasChanges, diff } = await snapshotFiles(files, root, { outputDir: 'api' })
  if (diff !== null) process.stderr.write(`${diff}\n`)
  process.exitCode = hasChanges ? 1 : 0
} finally {
  rmSync(folder, { recursive: true, force: true })
}
