import { expect, test } from 'vitest'
import { openTurns } from '../../../src/checks/client/open-turns.ts'
import { metricsOf } from '../../../src/metrics/distribution.ts'
import { columnsOf } from '../../../src/samples/columns.ts'
import { unknownTokens } from '../../../src/record/tokens.ts'
import { rate } from '../../../src/workload/load.ts'
import { runEnd, runHeader } from '../../support/samples.ts'

const metrics = metricsOf({ columns: columnsOf([]), gaps: new Float64Array(), concurrency: 0 })

test('a comparison under a rate says that its queues began empty, and nothing else does', () => {
  const { plan } = runHeader()
  const open = { ...plan, load: rate(5), concurrency: 0 }
  const status = (changes: Parameters<typeof runHeader>[0]) =>
    openTurns({ header: runHeader(changes), samples: [], end: runEnd, tokens: unknownTokens, metrics, queueing: null })
      ?.status ?? null
  expect(status({ plan: open, comparison: 'together' })).toBe('warning')
  expect(status({ plan: open })).toBeNull()
  expect(status({ comparison: 'together' })).toBeNull()
})
