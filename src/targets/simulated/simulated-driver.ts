import { now, passTo, timers } from '../../clock.ts'
import type { Conditions } from '../../machine/meters/conditions.ts'
import { JournalWriter } from '../../samples/journal.ts'
import type { Prompt } from '../../workload/prompt.ts'
import type { RequestDefinition } from '../../workload/request-definition.ts'
import type { Sample } from '../../samples/sample.ts'
import { type ReplayedBlock, replayUnits } from '../recorded/replay-block.ts'
import { remoteFacts } from '../remote-facts.ts'
import type { Driver, TargetFacts } from '../target.ts'
import { fieldsBeside, simulatedUnit } from './simulated-answers.ts'
import type { Simulation } from './simulation.ts'

/** A target in whose place a simulated one answers. */
export interface SimulatedTarget {
  /** Name that a person would call it by, and the one that the bench gave it. */
  readonly model: string
  readonly spec: string
  readonly facts?: Partial<Omit<TargetFacts, 'target' | 'loadHosts' | 'provenance'>>
  readonly target?: Partial<TargetFacts['target']>
  /** Whether its answers come in parts; they do where it is left out. */
  readonly stream?: boolean
  readonly isFresh?: boolean
}

/** Most requests that one run makes: what is simulated need not be many. */
const mostRequests = 100_000
/** Requests that are made in one go. */
const batch = 1000
const journalHoldMs = 50

/** The end of a block of a run that has made as many as it may. */
function tooMany(end: number): { readonly done: true; readonly value: Pick<ReplayedBlock, 'endedBy' | 'end'> } {
  return { done: true, value: { endedBy: 'budget', end } }
}

/** Conditions around requests that no process made. */
const noConditions: Conditions = {
  lagP99Ms: 0,
  lagMaxMs: 0,
  swapIns: null,
  otherHosts: null,
  otherHostsCores: null,
  othersCores: null,
  ownCores: 0,
  loadAverage: null,
  onBattery: null,
  lowPower: null,
  thermalPressure: null,
  throttles: null,
}

/**
 * A driver that asks nobody and waits for nothing: its requests take the programmed times on the clock of this process,
 * which then stands at their end. Everything that comes of it is marked simulated.
 */
export function simulatedDriver(
  simulation: Simulation,
  { model, spec, facts = {}, target = {}, stream = true, isFresh = false }: SimulatedTarget,
  definition: RequestDefinition,
): Driver {
  const { prompts, kind } = definition
  const requests = { simulation, definition, salt: saltOf(spec), stream }
  const promptOf = (index: number): Prompt => prompts[index % prompts.length] as Prompt
  let made = 0
  const own = { kind: 'simulated', model, spec, source: 'simulated', ...target, timedIn: 'host' } as const
  return {
    facts: { ...remoteFacts(own, { ...facts, provenance: 'simulated' }), loadHosts: 1 },
    async run(block, onSamples, signal) {
      const start = now()
      const units = replayUnits(block, start, promptOf, (index) => simulatedUnit(requests, index))
      const journal = block.journal === null ? null : new JournalWriter(block.journal, journalHoldMs)
      let told: Sample[] = []
      let ended: Pick<ReplayedBlock, 'endedBy' | 'end'> | null = null
      try {
        while (ended === null && !signal.aborted) {
          const { done, value } = made < mostRequests ? units.next() : tooMany(start + block.budgetMs)
          if (done === true) ended = value
          else {
            for (const sample of value) {
              const whole = { ...sample, ...fieldsBeside(promptOf(sample.index), kind) }
              journal?.append(whole)
              told.push(whole)
            }
            made += value.length
            if (told.length < batch) continue
            onSamples(told)
            told = []
            // Ctrl-C and the end of the test are heard meanwhile.
            await new Promise<void>((resolve) => void timers.setImmediate(resolve))
          }
        }
      } finally {
        journal?.close()
      }
      // Whoever is asked at the same time has begun by then.
      await Promise.resolve()
      if (ended !== null) passTo(ended.end)
      onSamples(told)
      return {
        endedBy: ended === null || signal.aborted ? 'aborted' : ended.endedBy,
        unsent: 0,
        engineTimings: null,
        server: null,
        conditions: noConditions,
      }
    },
    isFresh,
    loadHosts: () => 1,
    peaks: async () => null,
    close: () => {},
  }
}

/** A number by which a name's answers differ from those of another (FNV-1a). */
function saltOf(name: string): number {
  let hash = 0x811c9dc5
  for (const character of name) hash = Math.imul(hash ^ (character.codePointAt(0) as number), 0x01000193)
  return hash
}
