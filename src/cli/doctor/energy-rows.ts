import type { MeterState } from '../../machine/meters/energy/meter-states.ts'
import { plainText } from '../../plain-text.ts'
import type { EnergyScope } from '../../record/energy.ts'
import type { FoundEnergy } from './examination.ts'

const seen: Readonly<Record<EnergyScope, string>> = {
  system: 'sees the whole machine (system)',
  soc: 'sees the chip (soc)',
  cpu: 'sees the processor (cpu)',
  gpu: 'sees the GPU (gpu)',
}

const declare = 'declare the watts: energy: { watts: 30 }'

/**
 * A row for each meter of energy: whether it works here, what it sees, or why not with the remedy, and whether its
 * output was recorded on a real machine or only read of; then what `auto` takes.
 */
export function energyRows({ meters, auto }: FoundEnergy): [string, string][] {
  return [...meters.map((meter): [string, string] => [meter.name, meterText(meter)]), ['auto', autoText(auto)]]
}

function meterText({ scope, rails, reason, remedy, format }: MeterState): string {
  if (scope === null)
    return `does not work (${format}): ${plainText(reason ?? 'nobody says why')}; ${remedy ?? declare}`
  return `works (${format}), ${seen[scope]}${rails.length === 0 ? '' : `: ${plainText(rails.join(', '))}`}`
}

function autoText({ cpu, gpu, both }: FoundEnergy['auto']): string {
  const [first, ...others] = new Set([cpu, gpu, both])
  if (others.length === 0 && first !== undefined) {
    return first === null ? `none works; ${declare}` : `${first}, wherever a model computes`
  }
  const [onCpu, onGpu, onBoth] = [cpu, gpu, both].map((meter) => meter ?? 'none')
  return `${onCpu} for models on the processor, ${onGpu} on a GPU, ${onBoth} where arms are on both`
}
