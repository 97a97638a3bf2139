import { expect, test } from 'vitest'
import { answer, endpointHeader, soundAnswers } from '../../support/endpoint-samples.ts'
import { found, sound } from '../support/endpoint-checks.ts'
import { completedSample, runHeader } from '../../support/samples.ts'
import { check, ten } from '../support/checked-run.ts'

test('an early stop is judged by what each request was asked', () => {
  const drawn = sound.map(({ sent }, index) => {
    const output = 16 + (index % 5)
    return answer({ sent, output, gap: 4.5 + index / 60 }, { index, asked: { input: null, output } })
  })
  const header = endpointHeader()
  const longest = { ...header, workload: { ...header.workload, maxTokens: 20 } }
  expect(found('early-stop', longest, drawn)).toMatchObject({
    status: 'ok',
    message: '0 of 60 answers ended before their asked lengths',
  })
  expect(
    found(
      'early-stop',
      longest,
      soundAnswers(60, 200, () => ({ asked: { input: null, output: 20 } })),
    )?.status,
  ).toBe('warning')
})

test('answers that stop early are a warning, and invalid where equal work was asked for', () => {
  const early = [...ten.slice(0, 5), ...Array.from({ length: 5 }, (_, i) => completedSample(300 + i, 2, 2))]
  expect(check('early-stop', runHeader(), ten)?.status).toBe('ok')
  expect(check('early-stop', runHeader(), early)).toMatchObject({ status: 'warning' })
  const workload = { ...runHeader().workload, ignoreEos: true }
  expect(check('early-stop', runHeader({ workload }), early)).toMatchObject({ status: 'invalid' })
})

test('answers that rules of theirs end have another way out than ignoreEos', () => {
  const early = Array.from({ length: 10 }, (_, index) => completedSample(300 + index, 2, 2))
  const header = runHeader()
  const ruled = { ...header, workload: { ...header.workload, rules: '{"stop":"x"}' } }
  expect(check('early-stop', header, early)?.message).toMatch(/: set ignoreEos: true/)
  expect(check('early-stop', ruled, early)?.message).toMatch(/: their stop texts, form or tools end them; judge tpot/)
})
