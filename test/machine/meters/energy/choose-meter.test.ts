import { expect, test } from 'vitest'
import { autoPick, chooseMeter } from '../../../../src/machine/meters/energy/choose-meter.ts'
import { type EnergyMeter, MeterUnavailable } from '../../../../src/machine/meters/energy/energy-meter.ts'
import { meterNames } from '../../../../src/machine/meters/energy/energy-wish.ts'
import { declaredWatts } from '../../../../src/machine/meters/energy/sources/declared.ts'
import type { EnergyScope } from '../../../../src/record/energy.ts'

const auto = { kind: 'meter', meter: 'auto', idleMs: 0, watts: null } as const

/** Meters of which only some work. */
function only(scopes: Readonly<Partial<Record<string, EnergyScope>>>) {
  return (name: string): EnergyMeter => ({
    name,
    start: async () => {
      const scope = scopes[name]
      if (scope === undefined) throw new MeterUnavailable('it is not here')
      return { ...(await declaredWatts(1).start()), meter: name, kind: 'measured' as const, scope }
    },
  })
}

test('auto takes the best meter that works and sees where the work is done', async () => {
  const both = only({ 'nvidia-smi': 'gpu', rapl: 'cpu' })
  expect((await chooseMeter(auto, 'gpu', null, both)).watch?.meter).toBe('nvidia-smi')
  expect((await chooseMeter(auto, 'cpu', null, both)).watch?.meter).toBe('rapl')
  // Arms on both: neither sees all of them, and no two scopes are mixed.
  const mixed = await chooseMeter(auto, 'both', null, both)
  expect(mixed.watch).toBeNull()
  expect(mixed.refusal).toMatchObject({
    code: 'no-meter',
    reason: expect.stringContaining('rapl: it sees the processor'),
  })
  expect((await chooseMeter(auto, 'both', null, only({ battery: 'system' }))).watch?.meter).toBe('battery')
})

test('auto without a meter takes declared watts, or says why there is none', async () => {
  const declared = await chooseMeter({ ...auto, watts: 30 }, 'cpu', null, only({}))
  expect(declared.watch).toMatchObject({ kind: 'declared', scope: 'system' })
  expect(declared.passedOver).toHaveLength(meterNames.length)
  const none = await chooseMeter(auto, 'cpu', null, only({}))
  expect(none.refusal?.reason).toContain('declare the watts')
  // A meter of another system is no news.
  expect(none.refusal?.reason).not.toContain('it is one of')
})

test('where nobody asked, only what costs nothing is read, without a word', async () => {
  const all = only({ 'nvidia-smi': 'gpu', rapl: 'cpu', battery: 'system' })
  expect((await chooseMeter({ kind: 'free', watts: 30 }, 'cpu', null, all)).watch?.kind).toBe('declared')
  expect((await chooseMeter({ kind: 'free', watts: null }, 'cpu', null, all)).watch?.meter).toBe('rapl')
  expect(await chooseMeter({ kind: 'free', watts: null }, 'gpu', null, all)).toMatchObject({
    watch: null,
    refusal: null,
  })
  expect(await chooseMeter({ kind: 'off' }, 'cpu', null, all)).toMatchObject({ watch: null, refusal: null })
})

test('a meter that was named is the one that is used, or refused', async () => {
  const wish = { ...auto, meter: 'rapl' } as const
  expect((await chooseMeter(wish, 'gpu', null, only({ rapl: 'cpu' }))).watch?.meter).toBe('rapl')
  expect((await chooseMeter(wish, 'cpu', null, only({}))).refusal).toEqual({
    code: 'no-meter',
    reason: 'the meter rapl does not work here: it is not here',
  })
  const custom = { kind: 'custom', custom: {}, idleMs: 0 } as const
  const broken = await chooseMeter(custom, 'cpu', () => Number.NaN)
  expect(broken.refusal?.reason).toContain('its read() failed: it gave NaN, not a number')
})

test('the meter that auto takes is known without starting any, by what each sees', () => {
  const gpu = { name: 'nvidia-smi', scope: 'gpu' } as const
  const cpu = { name: 'rapl', scope: 'cpu' } as const
  const whole = { name: 'battery', scope: 'system' } as const
  const broken = { name: 'macmon', scope: null } as const
  expect(autoPick([broken, gpu, cpu, whole], 'gpu')).toBe(gpu)
  expect(autoPick([broken, gpu, cpu, whole], 'cpu')).toBe(cpu)
  expect(autoPick([broken, gpu, cpu, whole], 'both')).toBe(whole)
  expect(autoPick([broken, gpu, cpu], 'both')).toBeNull()
})
