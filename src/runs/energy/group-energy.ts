import { now, pause } from '../../clock.ts'
import type { ChosenMeter, Computes } from '../../machine/meters/energy/choose-meter.ts'
import { energyInterval } from '../../machine/meters/energy/contract/energy-interval.ts'
import type { EnergyWatch } from '../../machine/meters/energy/energy-meter.ts'
import type { EnergyWish } from '../../machine/meters/energy/energy-wish.ts'
import { meterFunction } from '../../plan/energy.ts'
import type { DrawnEnergyRecord } from '../../record/energy.ts'
import { writeReadings } from '../../samples/energy-lines.ts'
import type { ActiveRun } from '../active-run.ts'
import type { GroupSetting } from '../group.ts'
import { drawnEnergy, type IdlePower, noDrawnEnergy } from './drawn-energy.ts'
import { runWindows } from './run-windows.ts'
import { isHere, whereComputed } from './where-computed.ts'

const lookMs = 100

/**
 * The energy of the runs of a group: one meter for all arms, so that no two of them are of different scopes. It reads
 * from before the warm-up until after the last request.
 */
export class GroupEnergy {
  readonly #wish: EnergyWish
  #chosen: ChosenMeter | null = null
  #idle: IdlePower | null = null

  constructor(wish: EnergyWish) {
    this.#wish = wish
  }

  /**
   * Starts the meter, and watches the idle machine where that was asked for.
   * @param where where all arms are computed, those too that are not loaded yet
   */
  async begin(
    active: readonly ActiveRun[],
    { onNotice, readMeter = null, signal }: GroupSetting,
    where: Computes = whereComputed(active.map(({ driver }) => driver.facts)),
  ): Promise<void> {
    const wish = this.#wish
    if (wish.kind === 'off' || !active.some(isMeasurable)) return
    // No run without energy reads its modules.
    const { chooseMeter } = await import('../../machine/meters/energy/choose-meter.ts')
    const own = active.map(({ member }) => meterFunction(member.options.energy)).find((read) => read !== null)
    const chosen = await chooseMeter(wish, where, own ?? readMeter)
    this.#chosen = chosen
    const name = active.map(({ member }) => member.name).join(', ')
    if (chosen.refusal !== null) onNotice(`${name}: no energy, ${chosen.refusal.reason}`)
    else if (chosen.watch !== null && wish.kind === 'meter' && wish.meter === 'auto') {
      onNotice(`${name}: energy by ${meterWords(chosen.watch)}`)
    }
    if (chosen.watch !== null) this.#idle = await this.#watchIdle(chosen.watch, wish, signal)
  }

  /** Waits until the meter has told something after the last request. */
  async settle(): Promise<void> {
    await this.#chosen?.watch?.after(now())
  }

  /** The energy of a run; null where nothing was to be measured. */
  of(run: ActiveRun): DrawnEnergyRecord | null {
    const { kind } = this.#wish
    if (kind === 'off' || run.header.facts.target.kind === 'simulated') return null
    const inTurns = run.header.comparison !== null || run.launches.length > 1
    const windows = runWindows(run.requests.measured.rows(), inTurns)
    if (windows.length === 0) return null
    if (!isMeasurable(run)) return kind === 'free' ? null : noDrawnEnergy(windows, elsewhere)
    if (this.#chosen === null) return null
    const { watch, refusal } = this.#chosen
    if (watch !== null) {
      noteLaunches(run, watch)
      return drawnEnergy(watch, windows, this.#idle)
    }
    return refusal === null ? null : noDrawnEnergy(windows, refusal)
  }

  /** Ends the meter, and writes down what it told in the journals of the runs. */
  end(active: readonly ActiveRun[]): void {
    const watch = this.#chosen?.watch ?? null
    if (watch === null) return
    watch.stop()
    const { series, counters } = watch.readings()
    for (const { journal } of active) writeReadings(journal, watch.meter, [...series, ...counters])
  }

  async #watchIdle(watch: EnergyWatch, wish: EnergyWish, signal: AbortSignal): Promise<IdlePower | null> {
    if (wish.kind === 'declared') {
      return wish.idleWatts === null ? null : { watts: wish.idleWatts, interval: null }
    }
    if ((wish.kind !== 'meter' && wish.kind !== 'custom') || wish.idleMs === 0) return null
    const from = now()
    const until = from + wish.idleMs
    // oxlint-disable-next-line no-await-in-loop -- it looks whether anybody waits any more
    while (now() < until && !signal.aborted) await pause(Math.min(lookMs, until - now()))
    const to = now()
    await watch.after(to)
    const { energy } = watch.joules([{ from, to }])
    // Without an idle power there is no net energy: the gross one stands.
    if (energy.state === 'refused') return null
    const seconds = (to - from) / 1000
    const { low, high, confidence } = energyInterval(energy, seconds, watch.terms)
    const watts = (joules: number | null): number | null => (joules === null ? null : joules / seconds)
    return { watts: energy.joules / seconds, interval: { low: watts(low), high: watts(high), confidence } }
  }
}

/** Writes down what each of several launches drew: one value of each is what launches are compared by. */
function noteLaunches({ launches, requests }: ActiveRun, watch: EnergyWatch): void {
  if (launches.length < 2) return
  const rows = requests.measured.rows()
  for (const [index, launch] of launches.entries()) {
    const windows = runWindows(
      rows.filter(({ slot }) => slot === launch.slot),
      true,
    )
    const energy = windows.length === 0 ? null : watch.joules(windows).energy
    launches[index] = { ...launch, grossJoules: energy?.state === 'known' ? energy.joules : null }
  }
}

const elsewhere = {
  code: 'elsewhere',
  reason:
    'nobody knows whether it is computed on this machine: where it is, give its bench the option energy, ' +
    "for example energy: 'auto'",
} as const

function isMeasurable({ member, driver }: ActiveRun): boolean {
  return isHere(driver.facts, member.options.energy !== undefined)
}

function meterWords(watch: EnergyWatch): string {
  if (watch.kind === 'declared') return 'declared watts, for no meter works here'
  return `${watch.meter} (${watch.scope}: ${watch.rails().join(', ')})`
}
