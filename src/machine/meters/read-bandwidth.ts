import { freemem } from 'node:os'
import { Worker } from 'node:worker_threads'

/** Bandwidth with which this machine's processor reads memory, measured. */
export interface ReadBandwidth {
  readonly gbPerSecond: number
  readonly threads: number
  /** Bytes that the threads read over and over, all together: more than its caches hold. */
  readonly bytes: number
}

/** Bytes that are read, unless a quarter of the free memory is less. */
const wantedBytes = 2 ** 30
const leastBytesEach = 2 ** 24

/**
 * One thread: it fills its part, so that no page is the shared one of zeros, and looks for a byte that is not there
 * (memchr, which reads as fast as a processor can) until its time is over.
 */
const reader = `
const { parentPort, workerData: { bytes, ms } } = require('node:worker_threads')
const memory = Buffer.alloc(bytes, 1)
parentPort.once('message', () => {
  const began = process.hrtime.bigint()
  let read = 0
  let tookMs = 0
  while (tookMs < ms) {
    memory.indexOf(2)
    read += bytes
    tookMs = Number(process.hrtime.bigint() - began) / 1e6
  }
  parentPort.postMessage({ read, tookMs })
})
parentPort.postMessage('ready')
`

/**
 * Reads memory with so many threads at once. It takes every one of these cores: never while anything is measured.
 * @param ms milliseconds to read for
 * @throws Error where a thread cannot be started, or has no memory
 */
export async function readBandwidth(threads: number, ms = 1000): Promise<ReadBandwidth> {
  const total = Math.min(wantedBytes, freemem() / 4)
  const bytes = Math.max(leastBytesEach, Math.floor(total / threads))
  const workers = Array.from({ length: threads }, () => new Worker(reader, { eval: true, workerData: { bytes, ms } }))
  try {
    await Promise.all(workers.map(messageOf))
    const done = workers.map(messageOf)
    for (const worker of workers) worker.postMessage('go', [])
    const parts = (await Promise.all(done)) as { read: number; tookMs: number }[]
    // Each thread's own rate: they end at slightly different times.
    const gbPerSecond = parts.reduce((sum, { read, tookMs }) => sum + read / tookMs / 1e6, 0)
    return { gbPerSecond, threads, bytes: bytes * threads }
  } finally {
    await Promise.all(workers.map(async (worker) => await worker.terminate()))
  }
}

async function messageOf(worker: Worker): Promise<unknown> {
  const { promise, resolve, reject } = Promise.withResolvers<unknown>()
  worker.once('message', resolve)
  worker.once('error', reject)
  worker.once('exit', () => reject(new Error('a thread that reads memory ended')))
  return await promise
}
