import type { TestModule } from 'vitest/node'
import { projectName } from '../src/worker/project-place.ts'
import type { DataFormat } from './formats/data/data-format.ts'
import type { ProjectReport } from './project-report.ts'

/** The content of one report: the tests of all projects that share its folder. */
export interface ReportPart {
  readonly outputDirectory: string
  /** Names of its projects where there are several reports; null for the only one. */
  readonly title: string | null
  readonly modules: readonly TestModule[]
  /** Whether its runs are written into the history: where any of its projects asks for it. */
  readonly history: boolean
  /** Files for other programs: those that any of its projects asks for. */
  readonly outputs: readonly DataFormat[]
  readonly profile: string
  /** Sentences for the report's notes. */
  readonly notes: readonly string[]
  /** Names of the baselines that are saved, each with the projects whose runs go into it. */
  readonly baselines: ReadonlyMap<string, ReadonlySet<string>>
}

type Named = readonly [name: string, settings: ProjectReport]

/**
 * The reports of an execution: one for each folder that a project asked for. Tests of a project that
 * is not known, as when reports are merged elsewhere, go into the first.
 */
export function reportParts(
  modules: readonly TestModule[],
  projects: ReadonlyMap<string, ProjectReport>,
): readonly ReportPart[] {
  const ran = new Set(modules.map(nameOf))
  const folders = Map.groupBy<string, Named>(projects, ([, { outputDirectory }]) => outputDirectory)
  const parts: ReportPart[] = []
  for (const [outputDirectory, named] of folders) {
    const others = new Set([...projects.keys()].filter((name) => !named.some(([own]) => own === name)))
    const isOurs = (module: TestModule): boolean =>
      parts.length === 0 ? !others.has(nameOf(module)) : named.some(([name]) => name === nameOf(module))
    // What a project that ran nothing would have done is no fact of this report.
    const took = named.filter(([name]) => ran.has(name))
    const those = took.length === 0 ? named : took
    const { profile, notes } = profileOf(those)
    parts.push({
      outputDirectory,
      title: folders.size === 1 ? null : namesOf(those),
      modules: modules.filter(isOurs),
      history: those.some(([, { history }]) => history),
      outputs: those.flatMap(([, { outputs }]) => outputs),
      profile,
      notes,
      baselines: baselinesOf(those),
    })
  }
  return parts
}

/** The profile of a report, the sentences about it, and one where its projects differ. */
function profileOf(projects: readonly Named[]): Pick<ReportPart, 'profile' | 'notes'> {
  const chosen = Map.groupBy(projects, ([, { profile }]) => profile)
  const differing = [...chosen].map(([profile, those]) => `${profile} in ${namesOf(those)}`).join(', ')
  const said = Map.groupBy(
    projects.flatMap(([name, { note }]) => (note === null ? [] : [{ name, note }])),
    ({ note }) => note,
  )
  const notes = [...said].map(([note, those]) =>
    those.length === projects.length ? note : `${note} (${those.map(({ name }) => shownName(name)).join(', ')})`,
  )
  const [first] = chosen.keys()
  return {
    profile: first ?? 'default',
    notes: chosen.size > 1 ? [...notes, `The projects of this report have different profiles: ${differing}`] : notes,
  }
}

/** Name of the project that a module's tests are of. */
function nameOf({ project: { name, config } }: TestModule): string {
  return projectName(name, config.benchmark.enabled)
}

function baselinesOf(projects: readonly Named[]): Map<string, Set<string>> {
  const baselines = new Map<string, Set<string>>()
  for (const [project, { baseline }] of projects) {
    if (baseline === null) continue
    baselines.set(baseline, (baselines.get(baseline) ?? new Set()).add(project))
  }
  return baselines
}

function namesOf(projects: readonly Named[]): string {
  return projects.map(([name]) => shownName(name)).join(', ')
}

function shownName(name: string): string {
  return name === '' ? 'the project without a name' : name
}
