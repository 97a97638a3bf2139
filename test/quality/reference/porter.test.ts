import { expect, test } from 'vitest'
import { porterStem } from '../../../src/quality/reference/porter.ts'

// NLTK 3.10.4, PorterStemmer().stem(word).
const stems =
  'caresses:caress ponies:poni ties:tie cats:cat feed:feed agreed:agre plastered:plaster bled:bled motoring:motor ' +
  'sing:sing conflated:conflat troubled:troubl sized:size hopping:hop tanned:tan falling:fall hissing:hiss ' +
  'fizzed:fizz failing:fail filing:file happy:happi sky:sky enjoy:enjoy flies:fli dies:die died:die spied:spi ' +
  'relational:relat conditional:condit rational:ration valency:valenc digitizer:digit conformably:conform ' +
  'radically:radic differently:differ vilely:vile analogously:analog vietnamization:vietnam predication:predic ' +
  'operator:oper feudalism:feudal decisiveness:decis hopefulness:hope callousness:callous formality:formal ' +
  'sensitivity:sensit sensibility:sensibl hopefully:hope geology:geolog theology:theolog triplicate:triplic ' +
  'formative:form formalize:formal electricity:electr electrical:electr hopeful:hope goodness:good revival:reviv ' +
  'allowance:allow inference:infer airliner:airlin gyroscopic:gyroscop adjustable:adjust defensible:defens ' +
  'irritant:irrit replacement:replac adjustment:adjust dependent:depend adoption:adopt communism:commun ' +
  'activate:activ angularity:angular homologous:homolog effective:effect bowdlerize:bowdler probate:probat ' +
  'rate:rate cease:ceas controlling:control roll:roll skies:sky dying:die proceed:proceed innings:inning ' +
  'news:news as:as x9y:x9i'

test.for(stems.split(' ').map((pair) => pair.split(':') as [string, string]))('%s is %s', ([word, stem]) => {
  expect(porterStem(word)).toBe(stem)
})
