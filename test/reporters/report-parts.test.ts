import { expect, test } from 'vitest'
import type { TestModule } from 'vitest/node'
import type { ProjectReport } from '../../reporters/project-report.ts'
import { reportParts } from '../../reporters/report-parts.ts'

const settings: ProjectReport = {
  outputDirectory: '/out',
  outputs: [],
  history: false,
  profile: 'default',
  baseline: null,
  note: null,
}

function moduleOf(name: string): TestModule {
  return { project: { name, config: { benchmark: { enabled: true } } } } as unknown as TestModule
}

const modules = [moduleOf('a (bench)'), moduleOf('b (bench)')]

test('projects that name one folder share a report', () => {
  const projects = new Map([
    ['a', settings],
    ['b', settings],
  ])
  expect(reportParts(modules, projects)).toEqual([
    {
      outputDirectory: '/out',
      title: null,
      modules,
      outputs: [],
      history: false,
      profile: 'default',
      notes: [],
      baselines: new Map(),
    },
  ])
})

test('each folder gets the tests, the profile and the baselines of its own projects', () => {
  const projects = new Map([
    ['a', { ...settings, baseline: 'main' }],
    ['b', { ...settings, outputDirectory: '/b', profile: 'nightly', note: 'a note' }],
    ['idle', { ...settings, profile: 'other', note: 'not of this report' }],
  ])
  expect(reportParts(modules, projects)).toEqual([
    {
      outputDirectory: '/out',
      outputs: [],
      history: false,
      title: 'a',
      modules: [modules[0]],
      profile: 'default',
      notes: [],
      baselines: new Map([['main', new Set(['a'])]]),
    },
    {
      outputDirectory: '/b',
      outputs: [],
      history: false,
      title: 'b',
      modules: [modules[1]],
      profile: 'nightly',
      notes: ['a note'],
      baselines: new Map(),
    },
  ])
})

test('one line says where projects of one report differ', () => {
  const projects = new Map([
    ['a', { ...settings, profile: 'nightly' }],
    ['b', { ...settings, note: 'a note' }],
  ])
  expect(reportParts(modules, projects)[0]?.notes).toEqual([
    'a note (b)',
    'The projects of this report have different profiles: nightly in a, default in b',
  ])
})

test('tests of a project that is not known go into the first report', () => {
  const stranger = moduleOf('elsewhere')
  const projects = new Map([
    ['a', settings],
    ['b', { ...settings, outputDirectory: '/b' }],
  ])
  expect(reportParts([...modules, stranger], projects).map((part) => part.modules)).toEqual([
    [modules[0], stranger],
    [modules[1]],
  ])
})
