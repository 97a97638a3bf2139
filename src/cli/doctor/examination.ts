import type { EngineLook } from '../../host/engine-look.ts'
import type { ListedEndpoint } from '../../http/check-list.ts'
import type { MeterName } from '../../machine/meters/energy/energy-wish.ts'
import type { MeterState } from '../../machine/meters/energy/meter-states.ts'
import type { EnvironmentRecord } from '../../record/environment.ts'
import type { ReadBandwidth } from '../../machine/meters/read-bandwidth.ts'
import type { MachineFacts } from '../../record/machine/facts.ts'
import type { Backend } from '../../record/target.ts'

/** A way to measure something beside time, and whether it works here. */
export interface FoundMeter {
  readonly name: string
  readonly works: boolean
  /** Its figures where it works, the reason where it does not. */
  readonly note: string
}

/** Meters of energy, and the one that `auto` takes, by where a model computes; null where none works for that. */
export interface FoundEnergy {
  /** Best first. */
  readonly meters: readonly MeterState[]
  readonly auto: Readonly<Record<'cpu' | 'gpu' | 'both', MeterName | null>>
}

/** An endpoint that was asked for. */
export interface FoundEndpoint extends ListedEndpoint {
  /** Its address, without what may be a key. */
  readonly url: string
}

/** The cache folder. Sizes in bytes. */
export interface FoundCache {
  readonly path: string
  readonly syntheticBytes: number
  /** Folder of the Hugging Face cache, and what all its users have in it. */
  readonly hub: string
  readonly modelBytes: number
  /** Bytes that are free on its disk; null where nobody says. */
  readonly freeBytes: number | null
  /** Reason why nothing can be written there; null where it can. */
  readonly problem: string | null
}

/** Noise floors of a project that were measured on a machine like this one. */
export interface FoundNoise {
  readonly benches: number
  /** When the newest was measured; null for none. */
  readonly measuredAt: string | null
}

/** The price list. */
export interface FoundPrices {
  readonly version: string | null
  /** Newest date from which a listed price of a large provider holds; null where nobody says. */
  readonly newest: string | null
}

/** Everything that was looked at. */
export interface Examination {
  readonly machine: MachineFacts
  readonly versions: EnvironmentRecord['versions']
  readonly cores: EnvironmentRecord['cpu']
  readonly engine: EngineLook
  readonly meters: readonly FoundMeter[]
  readonly energy: FoundEnergy
  /** The endpoint of `--url`; null where none was asked for. */
  readonly endpoint: FoundEndpoint | null
  readonly cache: FoundCache
  readonly prices: FoundPrices
  readonly noise: FoundNoise
  /** Bandwidth of memory as it was measured; null where that was not asked for. */
  readonly bandwidth: ReadBandwidth | null
  /** Things that have to work, for an option asked for them. */
  readonly asked: { readonly backend: Backend | null; readonly meter: 'auto' | MeterName | null }
}

/** Something that is not as it should be. */
export interface Problem {
  /** `error` where something that was asked for cannot work. */
  readonly level: 'error' | 'warning'
  readonly problem: string
  readonly remedy: string
}

/** The result of `llm-bench doctor --json`. */
export interface Diagnosis extends Examination {
  readonly problems: readonly Problem[]
}
