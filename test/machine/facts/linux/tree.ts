import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import { LinuxFiles } from '../../../../src/machine/facts/linux/files.ts'

/** Files of a machine that is not this one, removed with the test. */
export function tree(files: Readonly<Record<string, string>>): LinuxFiles {
  const root = mkdtempSync(join(tmpdir(), 'linux-facts-test-'))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), `${text}\n`)
  }
  return new LinuxFiles(root)
}

/** Processors, each with the files of its own. */
export function cpuTree(cpus: readonly Readonly<Record<string, string>>[]): Record<string, string> {
  return Object.fromEntries(
    cpus.flatMap((files, cpu) =>
      Object.entries(files).map(([file, text]) => [`sys/devices/system/cpu/cpu${cpu}/${file}`, text]),
    ),
  )
}
