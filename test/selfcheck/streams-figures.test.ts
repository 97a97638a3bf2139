import { expect, test } from 'vitest'
import { streamsFigures } from '../../src/selfcheck/streams-figures.ts'
import { stamped, timed } from './constructed.ts'

const answer = { ttftMs: 50, interTokenMs: 10, tokens: 2 }
const client = { failed: 0, wallMs: 500, userMs: 3, systemMs: 1, lagP99Ms: 0.5, lagMaxMs: 2 }

test('only what was sent while all streams were in flight counts', () => {
  const requests = [
    timed('early', 0, 0, [50, 60]),
    timed('second', 1, 100, [151, 161]),
    timed('third', 0, 110, [163, 173]),
    timed('late', 1, 170, [220, 230]),
  ]
  const stamps = [
    stamped('early', 0, [50, 60]),
    stamped('second', 100, [150, 160]),
    stamped('third', 110, [160, 170]),
    stamped('late', 170, [220, 230]),
  ]
  const figures = streamsFigures({ streams: 2, seconds: 0.1, answer }, { ...client, requests }, { stamps, cpuMs: 50 })
  expect(figures.requests).toBe(3)
  expect(figures.errors.ttftAgainstServer.meanMs).toBeCloseTo((1 + 3 + 0) / 3)
  // Of 8 chunks, 4 fell into the 100 ms from the second stream's first send.
  expect(figures.chunksPerSecond).toBe(40)
  expect(figures.programmedChunksPerSecond).toBeCloseTo((2 * 2 * 1000) / 60)
  expect(figures).toMatchObject({ clientCores: 4 / 500, serverCores: 0.1, failed: 0, miscounted: 0 })
  // Of all of them, the CPU time was.
  expect(figures.userMicrosecondsPerChunk).toBe(3000 / 8)
  expect(figures.systemMicrosecondsPerChunk).toBe(1000 / 8)
})

test('an answer the server knows nothing of, and one with a chunk too few, are miscounted', () => {
  const requests = [timed('a', 0, 0, [50]), timed('b', 0, 70, [120, 130]), timed('c', 0, 140, [190, 200])]
  const stamps = [stamped('a', 0, [50, 60]), stamped('c', 140, [190, 200])]
  const figures = streamsFigures(
    { streams: 1, seconds: 1, answer },
    { ...client, failed: 3, requests },
    { stamps, cpuMs: 0 },
  )
  expect(figures).toMatchObject({ miscounted: 2, failed: 3, requests: 2 })
})
