import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { inspect } from 'node:util'
import * as llamaCpp from 'node-llama-cpp'
import { afterEach, expect, test, vi } from 'vitest'
import { downloadModel } from '../../../src/engines/llama-cpp/download-model.ts'
import { formatBytes } from '../../../src/figures.ts'
import { LlmBenchError } from '../../../src/errors.ts'
import { type RemoteModel, resolveModel } from '../../../src/models/resolve.ts'
import { temporaryFolder } from '../../models/temporary-folder.ts'
import { startHub } from '../../support/model-hub.ts'
import { microFile } from './loaded-engine.ts'

const token = 'hf_secretsecretsecret'
const { path: microPath } = await microFile()
const model = readFileSync(microPath)

afterEach(() => vi.unstubAllEnvs())

async function remote(spec: string, cacheDirectory: string): Promise<RemoteModel> {
  const resolved = await resolveModel(spec, { registry: {}, root: cacheDirectory, cacheDirectory })
  if (resolved.source !== 'hf') throw new Error(`${spec} is no model of the hub`)
  return resolved
}

function ask(url: string, ownToken: string | undefined): void {
  vi.stubEnv('MODEL_ENDPOINT', url)
  vi.stubEnv('HF_TOKEN', ownToken)
}

test('a model is downloaded with the token, told as it comes, and found again without the hub', async () => {
  await using folder = await temporaryFolder()
  const small = await remote('hf:user/repo/small.gguf', folder.path)
  const progress: (readonly [text: string, share: number])[] = []
  const tell = (text: string, share: number) => void progress.push([text, share])
  let downloaded: string
  {
    await using hub = await startHub(() => model, token)
    ask(hub.url, token)
    downloaded = await downloadModel(small, llamaCpp, tell)
    expect(hub.served()).toBeGreaterThanOrEqual(model.length)
  }
  expect(downloaded.startsWith(small.directory)).toBe(true)
  expect(readFileSync(downloaded).equals(model)).toBe(true)
  expect(progress.at(-1)).toEqual([
    `downloading hf:user/repo/small.gguf: ${formatBytes(model.length)} of ${formatBytes(model.length)}`,
    1,
  ])
  const shares = progress.map(([, share]) => share)
  expect(shares).toEqual(shares.toSorted((one, other) => one - other))

  progress.length = 0
  const { ino } = statSync(downloaded)
  expect(await downloadModel(small, llamaCpp, tell)).toBe(downloaded)
  expect(statSync(downloaded).ino).toBe(ino)
  expect(progress).toEqual([])
})

test.for([
  ['hf:user/repo/small.gguf', 'hf_wrongwrongwrong', 'was refused (401)'],
  ['hf:user/repo/small.gguf', undefined, 'was refused (401)'],
  ['hf:user/repo/other.gguf', token, 'found no such repository, quantization or file'],
] as const)('%s with the token %s %s', async ([spec, ownToken, message]) => {
  await using folder = await temporaryFolder()
  await using hub = await startHub(() => model, token)
  ask(hub.url, ownToken)
  const asked = await remote(spec, folder.path)
  const error = await downloadModel(asked, llamaCpp, () => {}).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(LlmBenchError)
  expect(error).toMatchObject({ code: 'model-download' })
  expect(String(error)).toContain(`download of "${spec}" ${message}`)
  expect(inspect(error, { depth: 9, showHidden: true })).not.toMatch(/hf_[a-z]{8}/)
  expect(hub.served()).toBe(0)
  expect(
    readdirSync(folder.path, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('gguf')),
  ).toEqual([])
})

test('without a network it is said at once, not after the tries of minutes', async () => {
  await using folder = await temporaryFolder()
  ask('http://127.0.0.1:9/', undefined)
  const asked = await remote('hf:user/repo/small.gguf', folder.path)
  const progress = vi.fn<() => void>()
  await expect(downloadModel(asked, llamaCpp, progress)).rejects.toThrow('no connection to huggingface.co')
  expect(progress).not.toHaveBeenCalled()
})

const page = '<!DOCTYPE html><html><body>Please log in</body></html>'

test.for([
  [429, 'was refused (429): too many requests; wait, or set HF_TOKEN'],
  [503, 'was refused (503): the hub is down or overloaded; try again later'],
] as const)('a hub that answers %i is told within seconds', async ([status, message]) => {
  for (const spec of ['hf:user/repo/small.gguf', 'hf:user/repo:Q4_0', 'hf:user/repo']) {
    await using folder = await temporaryFolder()
    await using hub = await startHub(() => model, token, { status, type: 'text/plain', body: 'no' })
    ask(hub.url, token)
    const asked = await remote(spec, folder.path)
    const began = performance.now()
    await expect(downloadModel(asked, llamaCpp, () => {})).rejects.toThrow(`download of "${spec}" ${message}`)
    // The downloader alone tries for minutes.
    expect(performance.now() - began).toBeLessThan(20_000)
  }
})

test.for([false, true])(
  'a web page is never kept as a model (known only once it came: %s)',
  async (onlyForDownloads) => {
    await using folder = await temporaryFolder()
    const asked = await remote('hf:user/repo/small.gguf', folder.path)
    {
      await using hub = await startHub(() => model, token, {
        status: 200,
        type: 'text/html',
        body: page,
        onlyForDownloads,
      })
      ask(hub.url, token)
      await expect(downloadModel(asked, llamaCpp, () => {})).rejects.toThrow(
        /^download of ".*" brought a web page in place of the model: a log-in page or a proxy stands between/,
      )
    }
    const kept = readdirSync(folder.path, { recursive: true, encoding: 'utf8' })
    expect(kept.filter((name) => name.endsWith('gguf'))).toEqual([])
    await using hub = await startHub(() => model, token)
    ask(hub.url, token)
    const path = await downloadModel(asked, llamaCpp, () => {})
    expect(readFileSync(path).equals(model)).toBe(true)
    // One that an earlier version kept is not taken either.
    writeFileSync(path, page)
    expect(readFileSync(await downloadModel(asked, llamaCpp, () => {})).equals(model)).toBe(true)
  },
)
