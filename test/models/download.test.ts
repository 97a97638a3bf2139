import { createServer } from 'node:http'
import { inspect } from 'node:util'
import { resolveModelFile } from 'node-llama-cpp'
import { expect, test } from 'vitest'
import { LlmBenchError } from '../../src/errors.ts'
import { downloadError } from '../../src/models/download.ts'
import { temporaryFolder } from './temporary-folder.ts'

const spec = 'hf:user/repo:Q4_K_M'

async function caught(action: () => Promise<unknown>): Promise<unknown> {
  try {
    await action()
  } catch (error) {
    return error
  }
  throw new Error('nothing was thrown')
}

/** What node-llama-cpp throws when the server of models answers with a status. */
async function refusal(status: number): Promise<unknown> {
  await using folder = await temporaryFolder()
  const server = createServer((_, response) => {
    response.writeHead(status).end()
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  try {
    const address = server.address()
    const port = typeof address === 'object' ? address?.port : undefined
    return await caught(async () =>
      resolveModelFile(spec, {
        directory: folder.path,
        cli: false,
        tokens: { huggingFace: 'hf_abcdefghijkl' },
        endpoints: { huggingFace: `http://127.0.0.1:${port}/` },
      }),
    )
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

function line(cause: unknown): string {
  const error = downloadError(spec, cause)
  expect(error.message).not.toContain('\n')
  return `${error.code}: ${error.message}`
}

test('no network, from the real fetch', async () => {
  const cause = await caught(async () => fetch('http://127.0.0.1:1/'))
  expect(line(cause)).toMatchInlineSnapshot(
    `"model-download: download of "hf:user/repo:Q4_K_M" failed: no connection to huggingface.co; use a local path, synthetic:<shape>, or a model that is already in the cache folder"`,
  )
})

test('no network, from the real engine', async () => {
  await using folder = await temporaryFolder()
  const cause = await caught(async () =>
    resolveModelFile(spec, {
      directory: folder.path,
      cli: false,
      endpoints: { huggingFace: 'http://127.0.0.1:1/' },
    }),
  )
  expect(line(cause)).toContain('no connection to huggingface.co')
})

test('refusals of a server, from the real engine', async () => {
  expect(line(await refusal(401))).toMatchInlineSnapshot(
    `"model-download: download of "hf:user/repo:Q4_K_M" was refused (401): the repository is gated, private or does not exist; accept its terms on huggingface.co and set HF_TOKEN, or check the name"`,
  )
  expect(line(await refusal(403))).toContain('was refused (403)')
  expect(line(await refusal(404))).toMatchInlineSnapshot(
    `"model-download: download of "hf:user/repo:Q4_K_M" found no such repository, quantization or file; check the spelling on huggingface.co"`,
  )
})

test('downloads switched off, from the real engine', async () => {
  await using folder = await temporaryFolder()
  const cause = await caught(async () =>
    resolveModelFile(spec, { directory: folder.path, cli: false, download: false }),
  )
  expect(line(cause)).toMatchInlineSnapshot(
    `"model-download: download of "hf:user/repo:Q4_K_M" is switched off and the file is not in the cache; allow downloads, or use a local path or synthetic:<shape>"`,
  )
})

test('name look-up failures deep in the chain of causes', () => {
  const lookup = Object.assign(new Error('getaddrinfo EAI_AGAIN huggingface.co'), {
    code: 'EAI_AGAIN',
  })
  const both = new AggregateError([lookup], '')
  expect(line(new Error('outer', { cause: new Error('inner', { cause: both }) }))).toContain(
    'no connection to huggingface.co',
  )
})

test('a full disk, a stop, too many requests and anything else', () => {
  const full = Object.assign(new Error('write'), { code: 'ENOSPC' })
  expect(line(full)).toMatchInlineSnapshot(
    `"model-download: download of "hf:user/repo:Q4_K_M" filled the disk; free some, or set LLM_BENCH_CACHE to a folder on another disk"`,
  )
  expect(line(AbortSignal.abort().reason)).toMatchInlineSnapshot(
    `"aborted: download of "hf:user/repo:Q4_K_M" was stopped before it finished; run again to finish it"`,
  )
  expect(line(new Error('Url: https://x, Status code: 429, status text: Slow'))).toContain('(429)')
  expect(line(new Error('odd\n  thing'))).toMatchInlineSnapshot(
    `"model-download: download of "hf:user/repo:Q4_K_M" failed: odd thing; try again, or use a local path"`,
  )
  expect(line('text')).toContain('text')
  expect(line(undefined)).toContain('unknown error')
})

test('an error that is clear already stays, and a time-out is a stop', () => {
  const clear = new LlmBenchError('aborted', 'clear')
  expect(downloadError(spec, clear)).toBe(clear)
  expect(line(new DOMException('late', 'TimeoutError'))).toContain('aborted: ')
})

test('a cause that points at itself ends', () => {
  const loop = new Error('loop')
  loop.cause = loop
  expect(line(loop)).toContain('loop')
})

test('tokens are never passed on', () => {
  const cause = Object.assign(new Error('GET with Bearer hf_abcdefghijkl and hf_zyxwvutsrqpo'), {
    headers: { Authorization: 'Bearer hf_abcdefghijkl' },
  })
  const error = downloadError(spec, cause)
  expect(inspect(error, { depth: 9, showHidden: true })).not.toMatch(/hf_[a-z]{8}/)
  expect(error.message).toContain('<token>')
})
