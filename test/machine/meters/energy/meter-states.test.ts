import { expect, test } from 'vitest'
import { type EnergyMeter, MeterUnavailable } from '../../../../src/machine/meters/energy/energy-meter.ts'
import { meterNames } from '../../../../src/machine/meters/energy/energy-wish.ts'
import { meterStates } from '../../../../src/machine/meters/energy/meter-states.ts'
import { declaredWatts } from '../../../../src/machine/meters/energy/sources/declared.ts'

test('every meter says of this machine whether it works, and what to do where it does not', async () => {
  const states = await meterStates()
  expect(states.map(({ name }) => name)).toEqual(meterNames)
  expect(states.filter(({ format }) => format === 'recorded').map(({ name }) => name)).toContain('macmon')
  for (const { scope, reason, remedy, rails } of states) {
    expect((scope === null) === (reason !== null)).toBe(true)
    expect((scope === null) === (remedy !== null)).toBe(true)
    expect(rails.length > 0).toBe(scope !== null)
  }
})

test('one that works tells its scope and is ended; one that breaks in its own way is a reason too', async () => {
  const ended: string[] = []
  const of = (name: string): EnergyMeter => ({
    name,
    start: async () => {
      if (name === 'rapl') throw new MeterUnavailable('no counter in /x can be read: there is none, or only root may')
      if (name === 'battery') throw new TypeError('no \u001B[31mway')
      return { ...(await declaredWatts(1).start()), scope: 'soc' as const, stop: () => void ended.push(name) }
    },
  })
  const states = new Map((await meterStates(of)).map((state) => [state.name, state]))
  expect(states.get('macmon')).toMatchObject({ scope: 'soc', reason: null, remedy: null })
  expect(states.get('rapl')?.remedy).toMatch(/^sudo chmod a\+r .*; or declare the watts/u)
  expect(states.get('battery')).toMatchObject({
    reason: 'TypeError: no way',
    remedy: expect.stringMatching(/^declare/u),
  })
  expect(ended).toEqual(['macmon', 'powermetrics', 'nvidia-smi'])
})
