import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { execa } from 'execa'
import { type SpawnedMockServer, spawnMockServer } from '../../src/mock-server/process/spawn.ts'
import { type KnownAnswer, usualAnswer } from '../../src/selfcheck/known-answer.ts'
import { type LoadProcess, startLoadProcess } from '../../src/selfcheck/load-process.ts'
import { measureStreams } from '../../src/selfcheck/measure-streams.ts'
import { type ClientRun, type StreamsFigures, streamsFigures } from '../../src/selfcheck/streams-figures.ts'

const fetchClient = fileURLToPath(new URL('fetch-client.ts', import.meta.url))

/** A mock server, and two clients to try on it. */
export interface ClockTrial extends AsyncDisposable {
  readonly answer: KnownAnswer
  /** The client that makes the load of benchmarks. */
  ours(streams: number, seconds: number): Promise<StreamsFigures>
  /** A plain `fetch` client, in a process of its own as well. */
  plainFetch(streams: number, seconds: number): Promise<StreamsFigures>
}

/** @param tls the server's certificate and key in PEM, for https */
export async function clockTrial(tls?: { readonly key: string; readonly cert: string }): Promise<ClockTrial> {
  const answer = usualAnswer
  const { ttftMs, interTokenMs, tokens } = answer
  const server = await spawnMockServer({ ttft: ttftMs, interToken: interTokenMs, tokens, tls, keepStamps: 50_000 })
  const load = await startLoadProcess()
  const folder = mkdtempSync(join(tmpdir(), 'llm-bench-clock-'))
  const ca = join(folder, 'ca.pem')
  writeFileSync(ca, tls?.cert ?? '')
  const endpoint = { url: server.url, answer, ...(tls === undefined ? {} : { ca: tls.cert }) }
  return {
    answer,
    ours: async (streams, seconds) =>
      await measureStreams(
        { process: load, server, endpoint, signal: new AbortController().signal },
        { streams, seconds },
      ),
    plainFetch: async (streams, seconds) =>
      await measureFetch(server, { streams, seconds, answer }, tls === undefined ? {} : { NODE_EXTRA_CA_CERTS: ca }),
    async [Symbol.asyncDispose]() {
      await Promise.all([load, server].map(async (process: LoadProcess | SpawnedMockServer) => await process.close()))
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function measureFetch(
  server: SpawnedMockServer,
  load: { readonly streams: number; readonly seconds: number; readonly answer: KnownAnswer },
  env: Readonly<Record<string, string>>,
): Promise<StreamsFigures> {
  await server.reset()
  const client = execa(process.execPath, [fetchClient, server.url, JSON.stringify(load)], { env })
  // It says when it is warm: what the server does before that is not counted.
  await Promise.race([once(client.stdout, 'data'), client])
  const before = await server.counts()
  const { stdout } = await client
  const after = await server.counts()
  return streamsFigures(load, JSON.parse(stdout.slice(stdout.indexOf('\n') + 1)) as ClientRun, {
    stamps: await server.stamps(),
    cpuMs: after.userMs + after.systemMs - before.userMs - before.systemMs,
  })
}
