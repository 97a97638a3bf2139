import type { RunRecord } from '../../src/record/run.ts'

type Placed = Pick<RunRecord, 'name' | 'file' | 'test' | 'project' | 'blob' | 'attempt' | 'repeat'>

type Part = 'blob' | 'project' | 'file' | 'test'

/** Parts of a place in the order in which they stand in a title. */
const shownOrder: readonly Part[] = ['blob', 'project', 'file', 'test']
/** Parts that stand in every title of a report with several of them. */
const always: readonly Part[] = ['project', 'blob']
/** Parts that stand where names are equal, in the order in which they are tried. */
const whereEqual: readonly Part[] = ['test', 'file']

/**
 * A title for each run: its name, and before it the project and the label of its blob report where a
 * report has several, and as much of its test and file as tells it from others of the same name.
 * Attempts and repeats of one test have the same title: marks tell them apart. Runs that differ in
 * nothing, of tests with the same name in one file, are numbered.
 */
export function runTitles(runs: readonly Placed[]): string[] {
  const common = always.filter((part) => distinct(runs, [part]) > 1)
  const byName = [...Map.groupBy(runs, ({ name }) => name)]
  const shown = new Map(byName.map(([name, those]) => [name, tellingParts(those, common)]))
  const times = Map.groupBy(runs.keys(), (index) => onceKey(runs[index] as Placed))
  return runs.map((run, index) => {
    const telling = shown.get(run.name) ?? []
    const before = shownOrder.filter((part) => telling.includes(part)).flatMap((part) => textOf(run, part))
    const equal = times.get(onceKey(run)) ?? []
    const number = equal.length > 1 ? ` #${equal.indexOf(index) + 1}` : ''
    return `${[...before, run.name].join(' › ')}${number}`
  })
}

/** The parts that all runs show, and the fewest more that tell those of one name apart as well as all do. */
function tellingParts(runs: readonly Placed[], common: readonly Part[]): readonly Part[] {
  const telling = [...common]
  const all = distinct(runs, shownOrder)
  for (const part of whereEqual) {
    const known = distinct(runs, telling)
    if (known < all && distinct(runs, [...telling, part]) > known) telling.push(part)
  }
  return telling
}

/** Number of runs that these parts tell apart. */
function distinct(runs: readonly Placed[], parts: readonly Part[]): number {
  return new Set(runs.map((run) => JSON.stringify(parts.map((part) => run[part])))).size
}

function textOf(run: Placed, part: Part): string[] {
  const text = run[part] ?? ''
  return text === '' ? [] : [text]
}

/** Equal for runs that nothing tells apart. */
function onceKey({ name, file, test, project, blob, attempt, repeat }: Placed): string {
  return JSON.stringify([name, file, test, project, blob, attempt, repeat?.number])
}
