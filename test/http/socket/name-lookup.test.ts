import type { LookupAddress } from 'node:dns'
import { expect, test } from 'vitest'
import { sharedLookup } from '../../../src/http/socket/name-lookup.ts'

type Answer = [error: NodeJS.ErrnoException | null, address: string | LookupAddress[], family?: number]

test('connections that ask at the same time share one answer, in the form each asked for', async () => {
  const lookup = sharedLookup()
  const ask = async (all: boolean): Promise<Answer> =>
    await new Promise((resolve) => {
      lookup('localhost', { all }, (...answer) => resolve(answer as Answer))
    })
  const answers = await Promise.all([ask(true), ask(true), ask(true)])
  const [first] = answers
  expect(first?.[0]).toBeNull()
  expect(first?.[1]).toEqual(
    expect.arrayContaining([expect.objectContaining({ address: expect.stringMatching(/^(127\.0\.0\.1|::1)$/) })]),
  )
  // The very same list: nobody asked the system again.
  expect(answers.every(([, address]) => address === first?.[1])).toBe(true)
  const [, single] = await ask(false)
  expect(single).toMatch(/^(127\.0\.0\.1|::1)$/)
})

test('a name that was not found is an error each time', async () => {
  const lookup = sharedLookup()
  for (let time = 0; time < 2; time++) {
    const error = await new Promise<NodeJS.ErrnoException | null>((resolve) => {
      lookup('no-such-name.invalid', { all: true }, (failure) => resolve(failure))
    })
    expect(error?.code).toMatch(/^(ENOTFOUND|EAI_AGAIN)$/)
  }
})
