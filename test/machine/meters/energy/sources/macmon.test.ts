import { expect, test } from 'vitest'
import { macmon } from '../../../../../src/machine/meters/energy/sources/macmon.ts'
import { powermetrics } from '../../../../../src/machine/meters/energy/sources/powermetrics.ts'
import { fakeTool, printing } from './fake-tool.ts'
import { hasRecorded, recorded } from './recorded.ts'

/** Read, never seen: the rails of a machine whose own sensor tells nothing. */
const rails =
  '{"cpu_power":4.5,"gpu_power":0,"ane_power":0,"ram_power":0.5,"all_power":4.5,"sys_power":0,"cpu_active_ratio":0.4,' +
  '"gpu_active_ratio":0}'

test.skipIf(!hasRecorded)('a recorded line at its pace tells the whole machine, not the rails beside it', async () => {
  const watch = await macmon(fakeTool(printing([recorded('macmon-pipe-2026-08.json').trim()], 500))).start()
  expect(watch).toMatchObject({ meter: 'macmon', scope: 'system', kind: 'measured', terms: { accuracy: null } })
  expect(watch.rails()).toEqual(['system'])
  expect(watch.readings().series[0]?.values[0]).toBe(5.876533)
  // Windows of less than 20 s are refused on Apple's machines.
  const at = watch.readings().series[0]?.at ?? []
  const { energy } = watch.joules([{ from: at[0] ?? 0, to: at.at(-1) ?? 0 }])
  watch.stop()
  expect(energy).toMatchObject({ refusal: { code: 'too-short' } })
})

test('where the machine’s own sensor is silent the rails are read, estimated, without those that rest', async () => {
  const watch = await macmon(fakeTool(printing([rails], 200))).start()
  expect(watch).toMatchObject({ scope: 'soc', kind: 'estimated' })
  expect(watch.readings().series.map(({ device }) => device)).toEqual(['cpu', 'ram'])
  watch.stop()
})

test('a GPU rail of 0 W while the GPU was at work stays among the rails, to be refused', async () => {
  const busy = rails.replace('"gpu_active_ratio":0', '"gpu_active_ratio":0.7')
  const watch = await macmon(fakeTool(printing([busy], 200))).start()
  expect(watch.readings().series.map(({ device }) => device)).toEqual(['cpu', 'gpu', 'ram'])
  watch.stop()
})

test.skipIf(!hasRecorded)('powermetrics tells each rail of a recorded text once', async () => {
  const head = '*** Sampled system activity (Tue Feb 24 14:58:16 2026 -1000) (502.26ms elapsed) ***'
  const text = `${head}\n${recorded('powermetrics-m4-tail.txt')}`
  const watch = await powermetrics(fakeTool(printing([text], 200))).start()
  expect(watch).toMatchObject({ meter: 'powermetrics', scope: 'soc', kind: 'estimated' })
  const { series } = watch.readings()
  expect(series.map(({ device, values }) => [device, values[0]])).toEqual([
    ['cpu', 0.372],
    ['gpu', 0.046],
  ])
  watch.stop()
})

test('sudo that asks for a password is a meter that does not work', async () => {
  const asking = "process.stderr.write('sudo: a password is required\\n'); process.exit(1)"
  await expect(powermetrics(fakeTool(asking)).start()).rejects.toThrow('a password is required')
})
