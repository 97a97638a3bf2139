import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createConnection } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { wholeBlock } from '../../../src/block/share.ts'
import { httpRequester } from '../../../src/requesters/http/http-requester.ts'
import { runBlock } from '../../../src/block/run-block.ts'
import type { HttpTimeouts, TlsTrust } from '../../../src/http/socket/client.ts'
import { startMockServer } from '../../../src/mock-server/index.ts'
import type { Sample } from '../../../src/samples/sample.ts'
import type { Prompt } from '../../../src/workload/prompt.ts'
import { clientOf } from '../../http/support/asking.ts'
import { certificate } from '../../support/certificate.ts'
import { timeouts } from './timeouts.ts'
import { clients, httpTo, startLoadHost } from '../../support/load-host.ts'

/** Requests of as many streams to an address that cannot be reached, made without a health check before. */
async function unreachable(
  url: string,
  streams: number,
  times: Partial<HttpTimeouts> = {},
  tls: TlsTrust = {},
): Promise<{ classes: Set<string>; count: number }> {
  using client = clientOf(url, { ...timeouts, ...times }, { tls })
  const requester = httpRequester(
    client,
    { headers: {}, url: 'http://127.0.0.1', query: '', paths: {} },
    { kind: 'chat', model: 'tiny', stream: true, nonceSeed: null, fields: {}, body: {} },
  )
  const samples: Sample[] = []
  const { by } = await runBlock(
    {
      phase: 'measured',
      slot: 0,
      firstIndex: 0,
      load: clients(streams),
      share: wholeBlock(2 * streams),
      startAt: null,
      budgetMs: 60_000,
      journal: null,
      prompts: [{ kind: 'text', text: 'Why?' }],
      sampling: { maxTokens: 4, temperature: 0, seed: 0, ignoreEos: false },
    },
    requester,
    (told) => samples.push(...told),
    { signal: new AbortController().signal },
  )
  expect(by).toBe('requests')
  expect(samples.every(({ sent, end, http }) => end >= sent && http?.status === null)).toBe(true)
  const classes = samples.map((sample) => (sample.state === 'failed' ? sample.failure.class : 'ok'))
  return { classes: new Set(classes), count: samples.length }
}

test.for([1, 50])(
  'at %i streams nobody there, no such name and a certificate nobody signed are told apart',
  async (streams) => {
    const nobody = await startMockServer()
    await nobody.close()
    expect(await unreachable(nobody.url, streams)).toEqual({ classes: new Set(['refused']), count: 2 * streams })
    // Four names are looked up at a time, and each may take its while.
    const few = Math.min(4, streams)
    const patience = { connectMs: 60_000, totalMs: 60_000 }
    expect(await unreachable('http://there-is-no-such-host.invalid/v1', few, patience)).toEqual({
      classes: new Set(['dns']),
      count: 2 * few,
    })
    await using server = await startMockServer({ tls: certificate, ttft: 1, interToken: 1 })
    expect(await unreachable(server.url, streams)).toEqual({ classes: new Set(['tls']), count: 2 * streams })
    // The same server is measured once its certificate is known.
    const samples = await unreachableWithTrust(server.url)
    expect(samples).toEqual(new Set(['completed']))
  },
)

async function unreachableWithTrust(url: string): Promise<Set<string>> {
  await using host = await startLoadHost()
  const transport = httpTo(url, { tls: { ca: certificate.cert } })
  const prepared = await host.prepare(transport, [{ kind: 'text', text: 'Why?' }], { connections: 5 })
  const { samples } = await prepared.block({ units: 20, load: clients(5) })
  expect(samples).toHaveLength(20)
  return new Set(samples.map(({ state }) => state))
}

test.runIf(process.platform === 'linux').for([1, 50])(
  'at %i streams a connection that is never answered times out',
  async (streams) => {
    // A process that is stopped accepts nobody; the kernel does it for as many as its queue holds.
    const code = `require('node:net').createServer().listen({ port: 0, host: '127.0.0.1', backlog: 1 }, function () { console.log(this.address().port) })`
    const silent = spawn(process.execPath, ['-e', code], { stdio: ['ignore', 'pipe', 'inherit'] })
    const waiting: ReturnType<typeof createConnection>[] = []
    try {
      const [line] = (await once(silent.stdout, 'data')) as [Buffer]
      const port = Number(line.toString())
      silent.kill('SIGSTOP')
      for (let index = 0; index < 8; index++) waiting.push(createConnection(port, '127.0.0.1').on('error', () => {}))
      await pause(100)
      const url = `http://127.0.0.1:${port}/v1`
      expect(await unreachable(url, streams, { connectMs: 300 })).toEqual({
        classes: new Set(['connect-timeout']),
        count: 2 * streams,
      })
    } finally {
      for (const socket of waiting) socket.destroy()
      silent.kill('SIGKILL')
    }
  },
)

test('what cannot be reached is one line when a load is prepared, and the host serves on', async () => {
  await using host = await startLoadHost()
  await using server = await startMockServer({ apiKey: 'sk-right', models: ['llama-small', 'llama-large'] })
  await using secure = await startMockServer({ tls: certificate })
  const gone = await startMockServer()
  await gone.close()
  const why: Prompt[] = [{ kind: 'text', text: 'Why?' }]
  const key = { headers: { authorization: 'Bearer sk-right' }, secrets: ['sk-right'] }
  const wrong = { headers: { authorization: 'Bearer sk-wrong' }, secrets: ['sk-wrong'] }
  const messageOf = async (transport: ReturnType<typeof httpTo>): Promise<string> =>
    await host.prepare(transport, why).then(
      () => 'prepared',
      (error: Error) => error.message,
    )
  expect(await messageOf(httpTo(gone.url))).toMatch(
    /^endpoint http:\/\/127\.0\.0\.1:\d+ is not there \(.*ECONNREFUSED.*\): start the server, or correct the url$/,
  )
  expect(await messageOf(httpTo('http://there-is-no-such-host.invalid/v1'))).toMatch(
    /cannot be found .*: correct the host in the url/,
  )
  expect(await messageOf(httpTo(secure.url))).toMatch(
    /cannot be trusted .*: give the server's certificate, or its authority's, as tls: \{ ca \}$/,
  )
  expect(await messageOf(httpTo(server.url))).toMatch(/answered \/models with status 401: .*: give a valid apiKey$/)
  expect(await messageOf(httpTo(server.url, wrong))).not.toContain('sk-wrong')
  expect(await messageOf(httpTo(server.url, { ...key, model: 'lama-small' }))).toMatch(
    /has no model "lama-small"; did you mean "llama-small"\? \(it has: llama-small, llama-large\)$/,
  )
  expect(await messageOf(httpTo(server.url, key))).toMatch(
    /lists several models: name the one .*: llama-small, llama-large\)$/,
  )
  expect(await messageOf(httpTo(server.url, { ...key, model: 'llama-small' }))).toBe('prepared')
  expect(host.log()).toBe('')
})
