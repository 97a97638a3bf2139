import { formatBytes, formatNumber } from '../../figures.ts'
import { plainText } from '../../plain-text.ts'
import { requireVitest } from '../../requirements.ts'
import { askedProblems } from './asked-problems.ts'
import type { Examination, Problem } from './examination.ts'

/** Free bytes below which a disk is short of room for a model. */
const littleRoom = 5e9
const busyShare = 0.75

/** The problems of an examination, errors first. Pure: the same examination has the same problems. */
export function problemsOf(examination: Examination): Problem[] {
  const found = [
    ...engineProblems(examination),
    ...versionProblems(examination),
    ...cacheProblems(examination),
    ...askedProblems(examination),
    ...stateProblems(examination),
    ...probeProblems(examination),
  ]
  return found.toSorted((one, other) => Number(other.level === 'error') - Number(one.level === 'error'))
}

const installEngine = 'npm install --save-dev node-llama-cpp'

function engineProblems({ engine, asked, machine }: Examination): Problem[] {
  if (engine.state !== 'found') {
    const isMissing = engine.state === 'missing'
    const problem = isMissing
      ? 'node-llama-cpp is not installed: endpoints can be measured, local models not'
      : `node-llama-cpp is there and does not work: ${plainText(engine.reason)}`
    const isAsked = !isMissing || asked.backend !== null
    return [{ level: isAsked ? 'error' : 'warning', problem, remedy: installEngine }]
  }
  const { backends } = engine.engine
  const problems: Problem[] = []
  const wanted = backends.find(({ backend }) => backend === asked.backend)
  if (asked.backend !== null && wanted?.works !== true) {
    const why = wanted?.reason ?? 'node-llama-cpp has none for this system'
    const working = backends.filter(({ works }) => works).map(({ backend }) => backend)
    const remedy = `mend that, or use one that works: ${working.join(', ') || 'none does'}`
    problems.push({ level: 'error', problem: `the backend ${asked.backend} does not work here: ${why}`, remedy })
  }
  if (backends.every(({ works }) => !works))
    problems.push({
      level: 'error',
      problem: 'node-llama-cpp can use no backend here, not even the CPU',
      remedy: `install it again: ${installEngine}`,
    })
  const cards = (machine.gpus ?? []).filter(({ vendor }) => vendor !== 'other')
  if (cards.length > 0 && backends.every(({ backend, works }) => backend === 'cpu' || !works))
    problems.push({
      level: 'warning',
      problem: `there is a GPU (${plainText(cards[0]?.name ?? 'unnamed')}), and node-llama-cpp can only use the CPU`,
      remedy: 'install its driver with CUDA or Vulkan, and in a container pass the device through',
    })
  return problems
}

function versionProblems({ versions }: Examination): Problem[] {
  if (versions.vitest === 'unknown')
    return [{ level: 'warning', problem: 'Vitest was not found here', remedy: 'run it in the project, or give --root' }]
  try {
    requireVitest(versions.vitest)
    return []
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error)
    return [{ level: 'error', problem, remedy: 'npm install --save-dev vitest@latest' }]
  }
}

function cacheProblems({ cache }: Examination): Problem[] {
  if (cache.problem !== null)
    return [
      {
        level: 'error',
        problem: `the cache folder cannot be written to: ${cache.problem}`,
        remedy: 'choose another with LLM_BENCH_CACHE or llmBench({ cacheDir: … })',
      },
    ]
  if (cache.freeBytes === null || cache.freeBytes >= littleRoom) return []
  const problem = `the disk of the cache has ${formatBytes(cache.freeBytes)} left`
  return [{ level: 'warning', problem, remedy: 'free some, or choose another folder with LLM_BENCH_CACHE' }]
}

function stateProblems({ machine, cores }: Examination): Problem[] {
  const { power, thermalPressure, swap, loadAverage } = machine
  const found: [boolean, string, string][] = [
    [power.onBattery === true, 'the machine runs on battery', 'connect it to power'],
    [power.lowPower === true, 'the machine saves power', 'switch its low-power mode off'],
    [
      power.governor === 'powersave' && machine.virtualMachine === 'none',
      'the governor of the processor is powersave',
      'sudo cpupower frequency-set -g performance, where speeds are to be compared',
    ],
    [(thermalPressure ?? 0) > 0, `thermal pressure is at level ${thermalPressure} of 4`, 'let the machine cool'],
    [
      swap !== null && swap.usedBytes > 0.1 * swap.totalBytes && swap.usedBytes > 2 ** 28,
      `${formatBytes(swap?.usedBytes ?? 0)} are swapped out`,
      'close programs: what is read back makes figures invalid',
    ],
    [
      (loadAverage ?? 0) > busyShare * cores.logicalCores,
      `the load average is ${formatNumber(loadAverage)} on ${cores.logicalCores} cores`,
      'wait until the machine is quiet',
    ],
  ]
  return found.flatMap(([is, problem, remedy]) => (is ? [{ level: 'warning' as const, problem, remedy }] : []))
}

function probeProblems({ machine }: Examination): Problem[] {
  return machine.probes
    .filter(({ state }) => state === 'slow' || state === 'failed' || state === 'unreadable')
    .map(({ name, state }) => ({
      level: 'warning',
      problem: `the probe ${name} gave no answer (${state})`,
      remedy: 'its facts are unknown in reports; run llm-bench doctor --json to see how long it took',
    }))
}
