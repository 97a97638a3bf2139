import { setMaxListeners } from 'node:events'
import { type MachineFacts, type ProbeRecord, unknownMachine } from '../../record/machine/facts.ts'
import { apple } from './apple/apple.ts'
import { linux } from './linux/linux.ts'
import type { Platform } from './platform.ts'
import { type Probe, type ProbeOutcome, runProbe } from './run-probe.ts'
import { windows } from './windows/windows.ts'

/**
 * The questions to this machine, asked once: all at the same time, each for at most two seconds. They begin beside
 * other work, and give way to a measurement: what was not answered by then is asked again afterwards.
 */
export class MachineProbes {
  readonly #survey: Survey
  #cut = new AbortController()
  #asking: Promise<void> | null = null

  constructor(asked: NodeJS.Platform | Survey = process.platform) {
    this.#survey = typeof asked === 'string' ? surveyOf(asked) : asked
  }

  /** Begins to ask, unless everything is known or being asked. */
  start(): void {
    if (this.#asking !== null || this.#survey.isDone) return
    this.#cut = new AbortController()
    // One for each probe, gone with it: Node 22 warns of a leak from the eleventh on.
    setMaxListeners(0, this.#cut.signal)
    this.#asking = this.#survey.ask(this.#cut.signal).finally(() => {
      this.#asking = null
    })
  }

  /** Gives way to a measurement: ends what is being asked, at once. */
  cut(): void {
    this.#cut.abort()
  }

  /** Everything that can be known; asks what has not been answered yet. Never rejects. */
  async facts(): Promise<MachineFacts> {
    this.start()
    await this.#asking
    return this.known
  }

  /** Facts that are known by now. */
  get known(): MachineFacts {
    return this.#survey.facts
  }
}

/** The probes of one system, and what they answered. */
export interface Survey {
  readonly isDone: boolean
  readonly facts: MachineFacts
  ask(cut: AbortSignal): Promise<void>
}

function surveyOf(platform: NodeJS.Platform): Survey {
  if (platform === 'darwin') return new PlatformSurvey(apple)
  if (platform === 'win32') return new PlatformSurvey(windows)
  if (platform === 'linux') return new PlatformSurvey(linux())
  return { isDone: true, facts: unknownMachine(), ask: async () => {} }
}

/** A {@link Survey} of a platform whose answers have their types. */
export class PlatformSurvey<Answers extends object> implements Survey {
  readonly #platform: Platform<Answers>
  readonly #outcomes = new Map<string, ProbeOutcome<unknown>>()

  constructor(platform: Platform<Answers>) {
    this.#platform = platform
  }

  get isDone(): boolean {
    return this.#names.every((name) => !isOpen(this.#outcomes.get(name)?.record))
  }

  get facts(): MachineFacts {
    const answers = Object.fromEntries(this.#names.map((name) => [name, this.#outcomes.get(name)?.answer ?? null]))
    const probes = this.#names.flatMap((name) => this.#outcomes.get(name)?.record ?? [])
    return { ...this.#platform.facts(answers as { [Name in keyof Answers]: Answers[Name] | null }), probes }
  }

  async ask(cut: AbortSignal): Promise<void> {
    const probes = Object.entries<Probe<unknown>>(this.#platform.probes)
    const open = probes.filter(([name]) => isOpen(this.#outcomes.get(name)?.record))
    await Promise.all(
      open.map(async ([name, probe]) => {
        this.#outcomes.set(name, await runProbe(name, probe, cut))
      }),
    )
  }

  get #names(): string[] {
    return Object.keys(this.#platform.probes)
  }
}

/** Whether a probe has not ended yet, or was cut short. */
function isOpen(record: ProbeRecord | undefined): boolean {
  return record === undefined || record.state === 'cut'
}

/** The facts of this machine, for a process that measures nothing. */
export async function machineFacts(): Promise<MachineFacts> {
  return await new MachineProbes().facts()
}
