import { existsSync, mkdirSync, readFileSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { execa } from 'execa'
import { expect, test } from 'vitest'
import type { ListedModel } from '../../../src/cli/models/listed-model.ts'
import { ensureSynthetic } from '../../../src/models/synthetic/synthetic.ts'
import { temporaryFolder } from '../../models/temporary-folder.ts'
import { sha256, startHub } from '../../support/model-hub.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const main = join(root, 'src/cli/main.ts')

/** A real model, small as it is. */
async function micro(folder: string): Promise<Buffer> {
  const { path } = await ensureSynthetic({ shape: 'micro', quantization: 'Q4_0', seed: 0 }, { folder, maxBytes: 1e9 })
  return readFileSync(path)
}

type Ran = Promise<{ code: number | undefined; out: string; error: string }>

function commandsIn(project: string, url: string): (...given: string[]) => Ran {
  return async (...given) => {
    // Never the user's own caches: some of these remove what they find.
    const caches = { HF_HUB_CACHE: join(project, 'hub'), LLAMA_CACHE: '', LLM_BENCH_CACHE: join(project, 'own') }
    const env = { ...caches, HF_ENDPOINT: url, HF_TOKEN: '', HF_HUB_OFFLINE: '0', OLLAMA_MODELS: join(project, 'o') }
    const args = ['--no-warnings', main, 'models', ...given, '--root', project]
    const { exitCode, stdout, stderr } = await execa(process.execPath, args, { reject: false, env })
    return { code: exitCode, out: stdout, error: stderr }
  }
}

/** A project with a registry of its own. */
function projectIn(folder: string, models: string): string {
  mkdirSync(folder, { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  writeFileSync(join(folder, 'package.json'), '{ "type": "module", "private": true }')
  writeFileSync(
    join(folder, 'vitest.config.ts'),
    `import { llmBench } from ${JSON.stringify(join(root, 'src/plugin.ts'))}
export default { plugins: [llmBench({ cacheDir: './cache', models: ${models} })] }\n`,
  )
  return folder
}

test('the life of a model: listed, pulled, verified, damaged, pulled anew and removed', async () => {
  await using folder = await temporaryFolder()
  const model = await micro(folder.path)
  await using hub = await startHub({ files: { 'small-Q4_K_M.gguf': model } })
  const digest = sha256(model)
  const project = projectIn(
    join(folder.path, 'project'),
    `{ small: { spec: 'hf:user/repo:Q4_K_M', sha256: '${digest}', license: 'mit', tags: ['chat'] }, mine: './a.gguf' }`,
  )
  const models = commandsIn(project, hub.url)

  const before = await models('list')
  expect(before).toMatchObject({ code: 0, error: '' })
  expect(before.out).toMatch(/^small +– +not fetched {2}hf:user\/repo:Q4_K_M \(mit\) \[chat\]$/m)
  expect(before.out).toMatch(/^mine +– +missing {2}\.\/a\.gguf$/m)

  const pulled = await models('pull', 'small', 'nobody')
  expect(pulled.code).toBe(1)
  expect(pulled.out).toMatch(/^small: 789 kB in .*snapshots\/[\da-f]{40}\/small-Q4_K_M\.gguf$/)
  expect(pulled.error).toContain('nobody: unknown model "nobody" (known: small, mine)')

  const listed = JSON.parse((await models('list', '--json')).out) as ListedModel[]
  const [small] = listed
  expect(small).toMatchObject({ name: 'small', source: 'hf', bytes: model.length, ours: true, sha256: [digest] })
  expect(await models('verify')).toMatchObject({
    code: 0,
    out: `small: small-Q4_K_M.gguf is right: SHA-256 ${digest} (declared, the hub, computed when it came)`,
  })

  const damaged = Buffer.from(model)
  damaged[damaged.length - 1] = 1
  writeFileSync(small?.path ?? '', damaged)
  const wrong = await models('verify', 'small')
  expect(wrong).toMatchObject({ code: 1, error: '' })
  expect(wrong.out).toContain(`small: small-Q4_K_M.gguf is WRONG: ${digest} wanted, SHA-256 ${sha256(damaged)} found`)

  expect(await models('remove', 'small')).toMatchObject({ code: 0, out: 'small: removed, 789 kB' })
  expect(existsSync(join(project, 'hub/models--user--repo'))).toBe(false)
  const again = await models('remove', 'small')
  expect(again).toMatchObject({ code: 1, error: 'small: llm-bench models remove: "small" is not in a cache' })
  expect((await models('verify', 'small')).error).toContain(
    '"small" is not on this machine; llm-bench models pull fetches',
  )
})

test('unfinished downloads are pruned, and told before', async () => {
  await using folder = await temporaryFolder()
  const blobs = join(folder.path, 'hub/models--user--repo/blobs')
  mkdirSync(blobs, { recursive: true })
  writeFileSync(join(blobs, 'abc.llm-bench.incomplete'), Buffer.alloc(5000))
  const models = commandsIn(folder.path, 'http://127.0.0.1:9')
  const synthetic = join(folder.path, 'own/synthetic')
  await micro(synthetic)
  const file = join(synthetic, 'micro-Q4_0-seed0-v1.gguf')
  utimesSync(file, new Date(0), new Date(0))
  const lines = (word: string): string => `${word} an unfinished download of hf:user/repo, 5.00 kB\n${word} ${file}`
  expect(await models('prune', '--dry-run', '--to', '1kB')).toMatchObject({ code: 0, out: lines('would remove') })
  expect(existsSync(file)).toBe(true)
  expect(await models('prune', '--to', '1kB')).toMatchObject({ code: 0, out: lines('removed') })
  expect(existsSync(file)).toBe(false)
  expect(await models('prune')).toMatchObject({ code: 0, out: 'nothing to remove' })
})

test.for([
  [[], 'llm-bench models: no action is not allowed here; give one of list, pull, verify, remove, prune'],
  [['lst'], 'llm-bench models: there is no action "lst"; did you mean "list"?'],
  [['list', 'x'], 'llm-bench models list: "x" is not allowed here; give no names: it is about all models'],
  [
    ['remove'],
    'llm-bench models remove: no model is not allowed here; give the names or specs of those that are to go',
  ],
  [['pull', '--to', '1GB'], 'llm-bench models pull --to: "1GB" is not allowed here; give it to prune'],
  [
    ['prune', '--to', 'much'],
    'llm-bench models prune --to: "much" is not allowed here; give a size such as 20GB or 500MiB',
  ],
] as const)('%j is a wrong call', async ([given, message]) => {
  await using folder = await temporaryFolder()
  const { code, error } = await commandsIn(folder.path, 'http://127.0.0.1:9')(...given)
  expect({ code, error }).toEqual({ code: 2, error: expect.stringContaining(message) as string })
})
