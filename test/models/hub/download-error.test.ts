import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import { LlmBenchError } from '../../../src/errors.ts'
import { hubSettings } from '../../../src/models/hub/settings.ts'
import { type HubFaults, sha256, startHub } from '../../support/model-hub.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { contents, had, pulled } from './pulled.ts'

const model = contents(400_000)
const spec = 'hf:user/repo/small.gguf'
const files = { 'small.gguf': model }
const token = 'hf_secretsecretsecret'

/** The error of a download, and what it has left. */
async function failed(
  options: Omit<Parameters<typeof startHub>[0], 'files'>,
  more: Parameters<typeof pulled>[3] = {},
  asked: string = spec,
): Promise<{ line: string; left: string[]; ms: number }> {
  await using folder = await temporaryFolder()
  await using hub = await startHub({ files, ...options })
  const began = performance.now()
  const error = await pulled(folder.path, hub.url, asked, more).catch((thrown: unknown) => thrown)
  const ms = performance.now() - began
  expect(error).toBeInstanceOf(LlmBenchError)
  expect(inspect(error, { depth: 9, showHidden: true })).not.toMatch(/hf_secret|signature/)
  const left = readdirSync(folder.path, { recursive: true, encoding: 'utf8' })
  // Whatever went wrong, nothing has the name of a model.
  expect(left.filter((name) => name.endsWith('.gguf'))).toEqual([])
  expect(left.filter((name) => name.endsWith('.lock'))).toEqual([])
  const { code, message } = error as LlmBenchError
  return { line: `${code}: ${message.replaceAll(hub.url.slice(7), '<hub>')}`, left, ms }
}

test.for<[string, HubFaults]>([
  ['cut three times', { cut: { afterBytes: 100_000, times: 3 } }],
  ['cut without a byte', { cut: { afterBytes: 0, times: 2 } }],
  ['cut where only the whole is sent', { cut: { afterBytes: 100_000, times: 1 }, noRanges: true }],
  ['overloaded at first', { instead: { status: 503, headers: { 'retry-after': '0.1' }, times: 2 } }],
  ['limited at first', { instead: { status: 429, headers: { ratelimit: '"api";r=0;t=1' }, times: 1 } }],
  ['slow', { slowMs: 20 }],
])('a transfer that is %s comes whole', async ([, faults]) => {
  await using folder = await temporaryFolder()
  await using hub = await startHub({ files, ...faults })
  const { path } = await pulled(folder.path, hub.url, spec)
  expect(readFileSync(path).equals(model)).toBe(true)
})

test('after a cut only the rest is asked for', async () => {
  await using folder = await temporaryFolder()
  await using hub = await startHub({ files, cut: { afterBytes: 100_000, times: 2 } })
  await pulled(folder.path, hub.url, spec)
  const asked = hub.requests.filter(({ method }) => method === 'GET').map(({ range }) => range)
  const starts = asked.map((range) => Number(/bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0))
  expect(starts).toHaveLength(3)
  // What was on its way when the connection was lost comes again.
  expect(starts[1]).toBeGreaterThan(0)
  expect(starts[2]).toBeGreaterThan(starts[1] ?? 0)
  expect(hub.served()).toBeLessThan(2 * model.length)
})

test('a transfer that stands still is begun again where it stopped', async () => {
  await using folder = await temporaryFolder()
  await using hub = await startHub({ files, stall: { ms: 20_000, times: 1 } })
  const environment = { HF_ENDPOINT: hub.url, HF_HUB_DOWNLOAD_TIMEOUT: '0.5' }
  const { path } = await pulled(folder.path, hub.url, spec, { hub: hubSettings([], { environment, home: null }) })
  expect(readFileSync(path).equals(model)).toBe(true)
  expect(hub.served()).toBe(model.length)
})

test('a transfer that is cut for good is one clear line, and the next one goes on', async () => {
  await using folder = await temporaryFolder()
  await using hub = await startHub({ files, cut: { afterBytes: 100_000, times: 1 } })
  hub.set({ instead: { status: 500, times: 100, onlyForContents: true } })
  await expect(pulled(folder.path, hub.url, spec)).rejects.toThrow('was refused (500): the hub is down or overloaded')
  hub.set({ instead: { status: 500, times: 0 }, cut: { afterBytes: 0, times: 0 } })
  const partial = join(folder.path, 'hub/models--user--repo/blobs', `${sha256(model)}.llm-bench.incomplete`)
  writeFileSync(partial, model.subarray(0, 300_000))
  await expect(had(folder.path, 'http://127.0.0.1:9', spec)).rejects.toThrow('no connection to 127.0.0.1:9')
  const { path } = await pulled(folder.path, hub.url, spec)
  expect(readFileSync(path).equals(model)).toBe(true)
  expect(hub.served()).toBe(100_000)
})

test('a beginning that is of another file is noticed by the checksum, and not taken again', async () => {
  await using folder = await temporaryFolder()
  await using hub = await startHub({ files })
  const blobs = join(folder.path, 'hub/models--user--repo/blobs')
  mkdirSync(blobs, { recursive: true })
  writeFileSync(join(blobs, `${sha256(model)}.llm-bench.incomplete`), contents(300_000))
  await expect(pulled(folder.path, hub.url, spec)).rejects.toThrow('brought other contents than')
  expect((await pulled(folder.path, hub.url, spec)).path).toContain('small.gguf')
})

test('damaged contents are refused and removed', async () => {
  const { line, left } = await failed({ corrupt: true })
  expect(line).toMatch(
    /^model-download: download of "hf:user\/repo\/small\.gguf" brought other contents than <hub> says it has \(expected SHA-256 [\da-f]{64}, came [\da-f]{64}\), which were removed; try again, or set HF_ENDPOINT to another mirror$/,
  )
  expect(left.filter((name) => name.includes('incomplete'))).toEqual([])
})

test('a file that is declared otherwise is refused before a byte of it comes', async () => {
  await using folder = await temporaryFolder()
  await using hub = await startHub({ files })
  const pins = { sha256: ['0'.repeat(64)], declaredIn: 'llmBench({ models.small.sha256 })' }
  await expect(pulled(folder.path, hub.url, spec, { pins })).rejects.toThrow(
    /^llmBench\(\{ models\.small\.sha256 \}\): "small\.gguf" on the hub is not the file that is declared there/,
  )
  expect(hub.served()).toBe(0)
  // A server that says no checksum is held to the declared one after the fact.
  hub.set({ plain: true })
  await expect(pulled(folder.path, hub.url, spec, { pins })).rejects.toThrow('brought other contents than')
  const right = { ...pins, sha256: [sha256(model)] }
  expect(existsSync((await pulled(folder.path, hub.url, spec, { pins: right })).path)).toBe(true)
})

const gated = { status: 403, headers: { 'x-error-code': 'GatedRepo' } }

test.for<[string, Parameters<typeof failed>[0], Parameters<typeof failed>[1], RegExp]>([
  [
    '429',
    { instead: { status: 429 } },
    {},
    /was refused \(429\): too many requests; try again later, or set HF_TOKEN$/,
  ],
  [
    '429 for an hour',
    { instead: { status: 429, headers: { 'retry-after': '3600' } } },
    {},
    /was refused \(429\): too many requests; it asks to wait 60 min 0 s: try again then, or set HF_TOKEN$/,
  ],
  [
    '503',
    { instead: { status: 503 } },
    { token },
    /was refused \(503\): the hub is down or overloaded; try again later/,
  ],
  [
    'a gated repository without a token',
    { instead: gated },
    {},
    /was refused \(403\): the repository is gated; accept its terms on https:\/\/<hub>\/user\/repo and set HF_TOKEN to a token of that account \(https:\/\/<hub>\/settings\/tokens\)$/,
  ],
  [
    'a gated repository with a token',
    { instead: gated },
    { token },
    /the repository is gated; accept its terms on \S+ with the account of HF_TOKEN, whose token has to allow reading gated repositories$/,
  ],
  [
    'a private repository',
    { token: 'hf_other' },
    {},
    /was refused \(401\): the repository is gated, private or does not/,
  ],
  ['a wrong token', { token: 'hf_other' }, { token }, /was refused \(401\): HF_TOKEN is not valid there, or the repo/],
  [
    'a web page',
    { instead: { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>' } },
    {},
    /brought a web page in place of the model: a log-in page or a proxy stands between; open <hub> in a browser/,
  ],
  [
    'a web page in place of the contents',
    { plain: true, instead: { status: 200, body: '<!doctype html><p>Log in', onlyForContents: true } },
    {},
    /brought a web page in place of the model/,
  ],
  [
    'something else in place of the contents',
    { instead: { status: 200, body: 'version https://git-lfs.github.com', onlyForContents: true } },
    {},
    /brought what is not a GGUF model but a Git LFS pointer/,
  ],
  [
    'a loop',
    { instead: { status: 302, headers: { location: '/again' } } },
    {},
    /failed: <hub> redirects from one address/,
  ],
  [
    'a file',
    { instead: { status: 302, headers: { location: 'file:///etc/passwd' } } },
    {},
    /redirects to what is no address/,
  ],
])('%s is one clear line, within seconds', async ([, options, more, message]) => {
  const { line, ms } = await failed(options, more)
  expect(line).toMatch(message)
  expect(line).toMatch(/^model-download: download of "hf:user\/repo\/small\.gguf" /)
  expect(ms).toBeLessThan(15_000)
})

test('a quantization that is not there is told with those that are', async () => {
  const { line } = await failed({}, {}, 'hf:user/repo:Q9')
  expect(line).toContain('"Q9" is not in it; there is no GGUF file with a quantization in its name')
})

test('no network, and stopped', async () => {
  await using folder = await temporaryFolder()
  const gone = await startHub({ files })
  await gone[Symbol.asyncDispose]()
  await expect(pulled(folder.path, gone.url, spec)).rejects.toThrow(
    /failed: no connection to 127\.0\.0\.1:\d+ \(ECONNREFUSED\); check the network, set HF_ENDPOINT to a mirror/,
  )
  await using hub = await startHub({ files, slowMs: 50 })
  const stopped = new AbortController()
  const onProgress = (): void => stopped.abort()
  await expect(pulled(folder.path, hub.url, spec, { signal: stopped.signal, onProgress })).rejects.toMatchObject({
    code: 'aborted',
  })
})

test('a hub that is overloaded is waited for as long as it asks, and no longer than seconds', async () => {
  await using folder = await temporaryFolder()
  await using hub = await startHub({ files, instead: { status: 503, headers: { 'retry-after': '1' }, times: 2 } })
  const began = performance.now()
  await pulled(folder.path, hub.url, spec, { patienceMs: 3000 })
  expect(performance.now() - began).toBeGreaterThan(1900)
  expect(hubSettings().patienceMs).toBeLessThanOrEqual(10_000)
})
