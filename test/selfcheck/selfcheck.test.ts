import { existsSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { expect, test } from 'vitest'
import { selfcheck } from '../../src/selfcheck/selfcheck.ts'
import { startLoadProcess } from '../../src/selfcheck/load-process.ts'
import { certificate } from '../support/certificate.ts'

const answer = { ttftMs: 20, interTokenMs: 2, tokens: 10 }
const { signal } = new AbortController()

test('every request and chunk is found again at the server, and none was read before it was written', async () => {
  const told: string[] = []
  const result = await selfcheck(
    { streams: [1, 8], perSecond: 80, seconds: 1, answer },
    (text) => told.push(text),
    signal,
  )
  expect(told).toEqual(['1 stream, 1 s', '8 streams, 1 s', '80 requests/s, 1 s'])
  expect(result.contradictions).toEqual([])
  expect(result.streams.map(({ streams }) => streams)).toEqual([1, 8])
  for (const {
    requests,
    errors,
    chunksPerSecond,
    userMicrosecondsPerChunk,
    clientCores,
    serverCores,
  } of result.streams) {
    expect(requests).toBeGreaterThan(1)
    expect(errors.ttftAgainstServer.n).toBe(requests)
    expect(errors.gapAgainstServer.n).toBe(requests * (answer.tokens - 1))
    // A clock that goes forward: nothing is early.
    for (const { minMs } of [errors.ttftAgainstServer, errors.ttftAgainstProgrammed, errors.delivery])
      expect(minMs).toBeGreaterThanOrEqual(0)
    // Of the error against the server, the way back is a part.
    expect(errors.ttftAgainstServer.meanMs).toBeGreaterThan(errors.delivery.meanMs)
    for (const figure of [chunksPerSecond, userMicrosecondsPerChunk, clientCores, serverCores])
      expect(figure).toBeGreaterThan(0)
  }
  const { open } = result
  expect(open?.requests).toBeGreaterThan(5)
  expect(open?.lag.minMs).toBeGreaterThanOrEqual(0)
  expect(open?.askedPerSecond).toBeGreaterThan(0)
  expect(result.conclusion).toMatch(/^this machine can.* requests\/s asked /u)
})

test('without a length, each load is long enough to be judged', async () => {
  const told: string[] = []
  const { streams, open, conclusion } = await selfcheck(
    { streams: [1], perSecond: 20, seconds: null, answer: { ttftMs: 150, interTokenMs: 5, tokens: 2 } },
    (text) => told.push(text),
    signal,
  )
  expect(told).toEqual(['1 stream, 4 s', '20 requests/s, 3 s'])
  expect(streams[0]?.requests).toBeGreaterThanOrEqual(20)
  expect(open?.requests).toBeGreaterThanOrEqual(20)
  expect(conclusion).not.toContain('too few')
})

test('over https the same clock', async () => {
  const { streams, contradictions, open } = await selfcheck(
    { streams: [2], perSecond: null, seconds: 0.2, answer, tls: certificate },
    () => {},
    signal,
  )
  expect(contradictions).toEqual([])
  expect(streams[0]?.requests).toBeGreaterThan(1)
  expect(open).toBeNull()
})

test('an abort ends it, and leaves neither process nor folder', async () => {
  const controller = new AbortController()
  const before = folders()
  const checking = selfcheck(
    { streams: [2], perSecond: null, seconds: 60, answer },
    () => setTimeout(() => controller.abort(), 700),
    controller.signal,
  )
  await expect(checking).rejects.toMatchObject({ code: 'aborted' })
  expect(folders().filter((name) => !before.includes(name))).toEqual([])
})

test('a load process that is closed is gone', async () => {
  const load = await startLoadProcess()
  expect((await load.usage()).rssBytes).toBeGreaterThan(1e6)
  await load.close()
  expect(isAlive(load.pid)).toBe(false)
})

function folders(): string[] {
  return existsSync(tmpdir())
    ? readdirSync(tmpdir()).filter((name) => name.startsWith(`llm-bench-${process.pid}-`))
    : []
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
