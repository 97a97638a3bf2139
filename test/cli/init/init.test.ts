import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { initCommand } from '../../../src/cli/commands/init.ts'
import { init } from '../../../src/cli/init/init.ts'
import { makeProject } from '../../support/project.ts'
import { runVitest } from '../../support/vitest.ts'

const parent = mkdtempSync(join(tmpdir(), 'llm-bench-init-test-'))
afterAll(() => rmSync(parent, { recursive: true, force: true }))

function folder(name: string, files: Readonly<Record<string, string>> = {}): string {
  const root = join(parent, name)
  mkdirSync(root)
  for (const [path, text] of Object.entries(files)) writeFileSync(join(root, path), text)
  return root
}

test('an empty folder gets all three files, a second call leaves them', () => {
  const root = folder('empty')
  const said = init(root, null)
  expect(readdirSync(root).toSorted()).toEqual(['bench', 'package.json', 'vitest.config.ts'])
  expect(said).toContain('npm install -D vitest-llm-bench vitest\n  npx vitest bench --run')
  writeFileSync(join(root, 'bench/first.bench.ts'), 'mine')
  expect(init(root, null)).toContain('bench/first.bench.ts is there already, and stays as it is')
  expect(readFileSync(join(root, 'bench/first.bench.ts'), 'utf8')).toBe('mine')
})

test('an existing configuration is not touched: the lines to add are printed, by the manager that is used', () => {
  const config = 'export default {}'
  const root = folder('existing', { 'package.json': '{}', 'vite.config.mjs': config, 'pnpm-lock.yaml': '' })
  const said = init(root, 'http://127.0.0.1:8000/v1')
  expect(readFileSync(join(root, 'vite.config.mjs'), 'utf8')).toBe(config)
  expect(said).toContain('vite.config.mjs is there already, and stays as it is; add to it:\n  import { llmBench } from')
  expect(said).toContain('pnpm add -D vitest-llm-bench vitest\n  pnpm exec vitest bench --run')
  // A package of CommonJS without TypeScript.
  expect(readFileSync(join(root, 'bench/first.bench.mjs'), 'utf8')).toContain('endpoint("http://127.0.0.1:8000/v1")')
})

test('a folder in which packages were installed, and nothing else, is as new as an empty one', () => {
  const root = folder('installed', { 'package.json': '{ "devDependencies": { "vitest": "5" } }' })
  init(root, null)
  // It says nothing of modules: these endings are right in any case.
  expect(readdirSync(root).toSorted()).toEqual(['bench', 'package.json', 'vitest.config.mts'])
  expect(readdirSync(join(root, 'bench'))).toEqual(['first.bench.mts'])
})

test('TypeScript and a plugin that is there are seen', () => {
  const root = folder('typed', {
    'package.json': '{ "type": "module", "packageManager": "yarn@4.0.0", "devDependencies": { "typescript": "5" } }',
    'vitest.config.ts': "import { llmBench } from 'vitest-llm-bench/plugin'",
  })
  const said = init(root, null)
  expect(said).toContain('vitest.config.ts has the plugin already')
  expect(said).toContain('yarn vitest bench --run')
  expect(existsSync(join(root, 'bench/first.bench.ts'))).toBe(true)
})

test('a folder that is none is refused in one line, with the way out', () => {
  const root = join(folder('none', { file: '' }), 'file')
  const message = `llm-bench init: ${root} cannot be read (ENOTDIR): choose a folder with --root`
  expect(() => init(root, null)).toThrow(expect.objectContaining({ code: 'invalid-option', message }))
  const directory = folder('directory')
  mkdirSync(join(directory, 'vitest.config.ts'))
  expect(() => init(directory, null)).toThrow('cannot be read (EISDIR): choose a folder with --root')
})

test.each([
  [
    'http://sk-token@127.0.0.1/v1',
    'user info in "http://…@127.0.0.1/v1" is not allowed here; give the address without',
  ],
  ['http://127.0.0.1/v1?api_key=sk-token', 'a query in "http://127.0.0.1/v1?…" is not allowed here; give the address'],
  ['http://127.0.0.1/v1/chat/completions', 'give "http://127.0.0.1/v1": chat() and complete() add /chat/completions'],
  ['nonsense', '"nonsense" is not allowed here; give a URL such as http://127.0.0.1:8000/v1'],
])('the address %s is refused, and no key of it shown or written', async (url, message) => {
  const root = folder(encodeURIComponent(url))
  const refused = initCommand.run(['--root', root, '--url', url])
  await expect(refused).rejects.toThrow(`llm-bench init --url: `)
  await expect(refused).rejects.toThrow(message)
  await expect(refused).rejects.not.toThrow('sk-token')
  expect(readdirSync(root)).toEqual([])
})

test('what was written passes as it is', async () => {
  await using project = makeProject({})
  rmSync(join(project.folder, 'package.json'))
  rmSync(join(project.folder, 'vitest.config.ts'))
  // Without the engine, as most machines of a first try are: no model is written.
  rmSync(join(project.folder, 'node_modules/node-llama-cpp'), { force: true })
  expect(init(project.folder, null)).not.toContain('install -D vitest-llm-bench')
  const { exitCode, output } = await runVitest(project, ['bench', '--run'], { LLM_BENCH_LOCKS: 'off' })
  expect(output).toContain('1 passed')
  expect(exitCode).toBe(0)
  expect(project.report().runs).toHaveLength(1)
})
