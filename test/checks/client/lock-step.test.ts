import { expect, test } from 'vitest'
import type { Sample } from '../../../src/samples/sample.ts'
import { completedSample, runHeader } from '../../support/samples.ts'
import { check, ten } from '../support/checked-run.ts'

test('clients in step are told from clients that are spread', () => {
  const plan = { ...runHeader().plan, concurrency: 4 }
  const clients = (offset: (stream: number) => number): Sample[] =>
    [0, 1, 2, 3].flatMap((stream) =>
      Array.from({ length: 10 }, (_, i) => ({ ...completedSample(i * 101 + offset(stream), 100), stream })),
    )
  expect(
    check(
      'lock-step',
      runHeader({ plan }),
      clients(() => 0),
    )?.status,
  ).toBe('warning')
  expect(
    check(
      'lock-step',
      runHeader({ plan }),
      clients((stream) => stream * 25),
    )?.status,
  ).toBe('ok')
  expect(check('lock-step', runHeader(), ten)).toBeUndefined()
})
