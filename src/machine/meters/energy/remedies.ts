import { otherSystem } from './energy-meter.ts'
import type { MeterName } from './energy-wish.ts'

/** The way that is open on every machine. */
const declare = 'declare the watts: energy: { watts: 30 }'

const remedies: Readonly<Record<MeterName, readonly (readonly [RegExp, string])[]>> = {
  macmon: [[/not installed/u, 'brew install macmon']],
  powermetrics: [
    [
      /password|sudoers|not allowed/iu,
      'let sudo run it without a password (visudo: <you> ALL=(root) NOPASSWD: /usr/bin/powermetrics), or take macmon',
    ],
  ],
  'nvidia-smi': [
    [/not installed/u, "install NVIDIA's driver, and in a container pass the devices through (docker run --gpus all)"],
    [/driver|NVML/u, 'load or update the driver: nvidia-smi has to work by itself'],
  ],
  rapl: [
    [
      /only root may/u,
      'sudo chmod a+r /sys/class/powercap/intel-rapl:*/energy_uj, until the next start; where that names no file ' +
        'there is no counter',
    ],
  ],
  battery: [[/not what the machine draws on/u, 'unplug the machine']],
}

/** The way out where a meter does not work for a reason: there is always one. */
export function remedyFor(name: MeterName, reason: string): string {
  // On another system nothing makes it work.
  if (reason.startsWith(otherSystem)) return declare
  const found = remedies[name].find(([words]) => words.test(reason))?.[1]
  return found === undefined ? declare : `${found}; or ${declare}`
}
