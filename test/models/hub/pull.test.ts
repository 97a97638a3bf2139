import { existsSync, lstatSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { sha256, startHub } from '../../support/model-hub.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { contents, had, pulled } from './pulled.ts'

const model = contents(300_000)
const spec = 'hf:user/repo/small.gguf'
const files = { 'small.gguf': model }

/** Paths below a folder, without the notes. */
function paths(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => !name.includes('.llm-bench') && !lstatSync(join(folder, name)).isDirectory())
    .toSorted()
}

test('a model lies in the cache as all tools that share it have it', async () => {
  await using folder = await temporaryFolder()
  await using hub = await startHub({ files, keptElsewhere: true, commit: 'a'.repeat(40) })
  const { path, commit } = await pulled(folder.path, hub.url, spec)
  const repository = join(folder.path, 'hub', 'models--user--repo')
  expect(paths(repository)).toEqual([`blobs/${sha256(model)}`, 'refs/main', `snapshots/${'a'.repeat(40)}/small.gguf`])
  expect(commit).toBe('a'.repeat(40))
  expect(readFileSync(join(repository, 'refs/main'), 'utf8')).toBe(commit)
  expect(readlinkSync(path)).toBe(`../../blobs/${sha256(model)}`)
  expect(readFileSync(path).equals(model)).toBe(true)
})

test('what is there is found without a network, and pulled again only where the hub has another', async () => {
  await using folder = await temporaryFolder()
  await using hub = await startHub({ files })
  const first = await pulled(folder.path, hub.url, spec)
  const [asked, served] = [hub.requests.length, hub.served()]
  expect(await had(folder.path, hub.url, spec)).toEqual(first)
  expect(hub.requests).toHaveLength(asked)
  expect(await pulled(folder.path, hub.url, spec)).toEqual(first)
  expect(hub.served()).toBe(served)

  const other = contents(200_000)
  hub.set({ files: { 'small.gguf': other }, commit: 'b'.repeat(40) })
  expect((await had(folder.path, hub.url, spec)).path).toBe(first.path)
  const { path } = await pulled(folder.path, hub.url, spec)
  expect(readFileSync(path).equals(other)).toBe(true)
  expect(readFileSync(first.path).equals(model)).toBe(true)
  expect(await had(folder.path, 'http://127.0.0.1:9', spec)).toMatchObject({ path })
})

test('what another program has fetched is not fetched again', async () => {
  await using folder = await temporaryFolder()
  await using hub = await startHub({ files, commit: 'c'.repeat(40) })
  const repository = join(folder.path, 'hub', 'models--user--repo')
  mkdirSync(join(repository, 'blobs'), { recursive: true })
  writeFileSync(join(repository, 'blobs', sha256(model)), model)
  const { path } = await pulled(folder.path, hub.url, spec)
  expect(readFileSync(path).equals(model)).toBe(true)
  expect(hub.served()).toBe(0)
  // It stays theirs.
  expect(existsSync(join(repository, '.llm-bench', `${sha256(model)}.json`))).toBe(false)
})

test('a token goes to the hub alone, whoever keeps its files', async () => {
  await using folder = await temporaryFolder()
  const token = 'hf_secretsecretsecret'
  await using hub = await startHub({ files, token, keptElsewhere: true })
  await pulled(folder.path, hub.url, spec, { token })
  expect(hub.requests.map(({ authorization }) => authorization)).toEqual(hub.requests.map(() => `Bearer ${token}`))
  expect(hub.elsewhere.length).toBeGreaterThan(0)
  expect(hub.elsewhere.filter(({ authorization }) => authorization !== null)).toEqual([])
})

test.for([
  ['hf:user/repo', 'small-Q4_K_M.gguf'],
  ['hf:user/repo:q8_0', 'small-Q8_0.gguf'],
  ['hf:user/repo:F16', 'F16/small-F16-00001-of-00002.gguf'],
] as const)('%s is %s', async ([asked, file]) => {
  await using folder = await temporaryFolder()
  const listed = {
    'README.md': Buffer.from('# small'),
    'mmproj-small-F16.gguf': contents(10),
    'small-UD-Q4_K_M.gguf': contents(11),
    'small-Q8_0.gguf': contents(12),
    'small-Q4_K_M.gguf': contents(13),
    'F16/small-F16-00001-of-00002.gguf': contents(14),
    'F16/small-F16-00002-of-00002.gguf': contents(15),
  }
  await using hub = await startHub({ files: listed })
  const found = await pulled(folder.path, hub.url, asked)
  expect(found.file).toBe(file)
  expect(readFileSync(found.path).equals(listed[file])).toBe(true)
  if (asked.endsWith('F16')) expect(readFileSync(found.path.replace('00001-of', '00002-of'))).toHaveLength(15)
  // All its parts are found again without the hub.
  expect(await had(folder.path, 'http://127.0.0.1:9', asked)).toEqual(found)
})

test('a plain file server is a hub, too', async () => {
  await using folder = await temporaryFolder()
  await using hub = await startHub({ files, plain: true })
  const { path, commit } = await pulled(folder.path, hub.url, spec)
  expect(commit).toMatch(/^[\da-f]{40}$/)
  expect(readFileSync(path).equals(model)).toBe(true)
  expect(await had(folder.path, 'http://127.0.0.1:9', spec)).toMatchObject({ path })
})

test('where the hub is not reached or overloaded a mirror is asked, without the token', async () => {
  const token = 'hf_secretsecretsecret'
  for (const url of ['http://127.0.0.1:9', 'down'] as const) {
    await using folder = await temporaryFolder()
    await using down = await startHub({ files, instead: { status: 503, headers: { 'retry-after': '600' } } })
    await using mirror = await startHub({ files })
    const options = { token, mirrors: [mirror.url] }
    const { path } = await pulled(folder.path, url === 'down' ? down.url : url, spec, options)
    expect(readFileSync(path).equals(model)).toBe(true)
    expect(mirror.requests.map(({ authorization }) => authorization)).toEqual(mirror.requests.map(() => null))
  }
})

test('progress is told, to the end', async () => {
  await using folder = await temporaryFolder()
  await using hub = await startHub({ files })
  const told: string[] = []
  await pulled(folder.path, hub.url, spec, { onProgress: ({ text }) => told.push(text) })
  expect(told.at(-1)).toBe('downloading hf:user/repo/small.gguf: 300 kB of 300 kB')
})

test('contents that Ollama has under the same checksum are taken from it, other ones are not', async () => {
  await using folder = await temporaryFolder()
  await using hub = await startHub({ files })
  const blobs = join(folder.path, 'ollama', 'blobs')
  const blob = join(blobs, `sha256-${sha256(model)}`)
  mkdirSync(blobs, { recursive: true })
  vi.stubEnv('OLLAMA_MODELS', join(folder.path, 'ollama'))
  onTestFinished(() => void vi.unstubAllEnvs())
  writeFileSync(blob, contents(model.length))
  await pulled(join(folder.path, 'one'), hub.url, spec)
  expect(hub.served()).toBe(model.length)
  writeFileSync(blob, model)
  const { path } = await pulled(join(folder.path, 'other'), hub.url, spec)
  expect(readFileSync(path).equals(model)).toBe(true)
  expect(hub.served()).toBe(model.length)
  // Ollama's own name of the contents stays.
  expect(readFileSync(blob).equals(model)).toBe(true)
})
