import { expect, test } from 'vitest'
import { longJournals, type Taken } from '../../../bench/support/long-journals.ts'

const few = 20_000
const many = 200_000
/** Bytes that each further request may take where the report is made: its columns, and those that are made of them. */
const mostBytes = 900
/** Most times that ten times the requests may take the processor time. */
const mostTimes = 12

async function reported(requests: number): Promise<Taken> {
  using journals = longJournals(requests, 1)
  return await journals.report()
}

const title = 'ten times the requests take little more memory, and hardly more than ten times the processor time'

test(title, { timeout: 600_000 }, async () => {
  const less = await reported(few)
  const more = await reported(many)
  expect(((more.peakMegabytes - less.peakMegabytes) * 2 ** 20) / (many - few)).toBeLessThan(mostBytes)
  expect(more.cpuSeconds / less.cpuSeconds).toBeLessThan(mostTimes)
})
