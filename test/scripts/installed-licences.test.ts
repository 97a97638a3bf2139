import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { installedPackages, licenceProblems } from '../../scripts/installed-licences.ts'

const root = mkdtempSync(join(tmpdir(), 'llm-bench-licences-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

const packages = {
  '': { version: '1.0.0', license: 'MIT' },
  'node_modules/ours': { version: '1.0.0', license: 'MIT' },
  'node_modules/ours/node_modules/@deep/gnu': { version: '2.0.0', license: 'GPL-3.0-only' },
  'node_modules/old': { version: '0.1.0' },
  'node_modules/silent': { version: '0.2.0' },
  'node_modules/tool': { version: '3.0.0', license: 'GPL-3.0-only', dev: true },
  'node_modules/peer': { version: '4.0.0', license: 'GPL-3.0-only', peer: true },
}
writeFileSync(join(root, 'package-lock.json'), JSON.stringify({ packages }))
for (const [name, manifest] of [
  ['old', { licenses: [{ type: 'ISC' }] }],
  ['silent', {}],
] as const) {
  mkdirSync(join(root, 'node_modules', name), { recursive: true })
  writeFileSync(join(root, 'node_modules', name, 'package.json'), JSON.stringify(manifest))
}

test('what users get is listed with its terms, and terms that ask for more are named', () => {
  const installed = installedPackages(root)
  expect(installed).toEqual([
    { name: '@deep/gnu', version: '2.0.0', license: 'GPL-3.0-only' },
    { name: 'old', version: '0.1.0', license: 'ISC' },
    { name: 'ours', version: '1.0.0', license: 'MIT' },
    { name: 'silent', version: '0.2.0', license: null },
  ])
  expect(licenceProblems(installed)).toEqual([
    expect.stringMatching(/^@deep\/gnu 2\.0\.0 would be installed with this package, under GPL-3\.0-only: read its/),
    expect.stringMatching(/^silent 0\.2\.0 would be installed with this package, under no licence that it names: read/),
  ])
})

test('this package brings only packages under permissive terms', () => {
  const installed = installedPackages(fileURLToPath(new URL('../..', import.meta.url)))
  expect(installed.map(({ name }) => name)).toContain('tinybench')
  expect(licenceProblems(installed)).toEqual([])
})
