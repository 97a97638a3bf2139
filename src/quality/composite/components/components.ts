import { coherence } from './coherence.ts'
import { completeness } from './completeness.ts'
import type { ComponentName } from './component-name.ts'
import type { Component } from './component.ts'
import { domain } from './domain.ts'
import { engagement } from './engagement.ts'
import { semantic } from './semantic.ts'
import { structure } from './structure.ts'
import { technical } from './technical.ts'

/** This package's own components. */
export const components: Readonly<Record<ComponentName, Component>> = {
  semantic,
  structure,
  engagement,
  technical,
  coherence,
  completeness,
  domain,
}
