import { expect, test } from 'vitest'
import { MachineProbes, machineFacts, PlatformSurvey } from '../../../src/machine/facts/machine-facts.ts'
import type { Platform } from '../../../src/machine/facts/platform.ts'
import { unknownMachine } from '../../../src/record/machine/facts.ts'

test('this machine, with every probe and how it ended', async () => {
  const facts = await machineFacts()
  expect(facts.probes.length).toBeGreaterThan(0)
  for (const { tookMs } of facts.probes) expect(tookMs).toBeLessThan(20_000)
  if (process.platform === 'linux') {
    expect(facts.memoryBytes).toBeGreaterThan(1e8)
    expect(facts.coreLevels.reduce((sum, { cores }) => sum + cores, 0)).toBeGreaterThan(0)
    expect(facts.container).not.toBeNull()
  }
})

test('a system without probes is unknown', async () => {
  expect(await new MachineProbes('aix').facts()).toEqual(unknownMachine())
})

test('what is answered is asked once; what a measurement cut short is asked again', async () => {
  const asked = { quick: 0, slow: 0 }
  const platform: Platform<{ quick: string; slow: string }> = {
    probes: {
      quick: { format: 'read', ask: async () => `quick ${++asked.quick}` },
      slow: {
        format: 'read',
        ask: async () => (++asked.slow === 1 ? await new Promise<string>(() => {}) : 'slow'),
      },
    },
    facts: ({ quick, slow }) => ({ ...unknownMachine(), os: { name: quick, version: slow } }),
  }
  const survey = new PlatformSurvey(platform)
  const cut = new AbortController()
  const first = survey.ask(cut.signal)
  cut.abort()
  await first
  await survey.ask(new AbortController().signal)
  expect(survey.isDone).toBe(true)
  expect(survey.facts.os.version).toBe('slow')
  expect(survey.facts.probes.map(({ state }) => state)).toEqual(['answered', 'answered'])
  const before = { ...asked }
  await survey.ask(new AbortController().signal)
  expect(asked).toEqual(before)
})

test('questions that a measurement cut short are asked again by whoever needs the facts', async () => {
  const probes = new MachineProbes()
  probes.start()
  probes.cut()
  expect(probes.known.probes.every(({ state }) => state !== 'slow')).toBe(true)
  const facts = await probes.facts()
  // Those that were cut are cut once: the next to ask has them answered.
  expect((await probes.facts()).probes.every(({ state }) => state !== 'cut')).toBe(true)
  expect(facts.probes.length).toBeGreaterThan(0)
})
