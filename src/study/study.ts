import type { Check } from '../checks/check.ts';
import type { SamplePlan } from '../checks/sample.ts';
import type { Correction } from '../corrections/correction.ts';
import type { Expression } from '../expression/compile.ts';
import type { Names } from '../expression/names.ts';
import type { Form, FormProblem } from '../form/form.ts';
import type { Derived } from '../indicators/derive.ts';
import type { Indicator } from '../indicators/indicator.ts';
import type { CoefficientFamily, ModelSpec } from '../indicators/models/model.ts';
import type { ScaleSpec } from '../indicators/scales/scale.ts';
import type { Figure } from '../publish/figures/figure.ts';
import type { Comparison } from '../publish/report/prose/reference.ts';
import type { Prose } from '../publish/report/prose/tags.ts';
import type { Sheet } from '../publish/sheets/sheet.ts';
import type { LanguageCode } from '../publish/words/words.ts';
import type { Join } from '../readers/join.ts';
import type { FieldType } from '../table/column.ts';
import type { Level } from '../table/finding.ts';
import type { Weighting } from '../weighting/weighting.ts';
import type { Config, StudyTexts } from './config.ts';
import type { Glossary } from './glossary.ts';
import type { Lookup, Parameter } from './parameters.ts';
import type { RuleReason } from './reason.ts';

export interface CheckEntry {
  readonly id: string;
  readonly kind: string;
  readonly level: Level;
  /** What the entry says of what it finds, in the languages of the study; empty where its kind says it. */
  readonly message: StudyTexts;
  /** The fields that it looks at, as the entry lists them: the first bears the finding. */
  readonly fields: readonly string[];
  readonly check: Check;
}

export interface CorrectionEntry {
  readonly id: string;
  readonly kind: string;
  readonly reason: RuleReason;
  readonly afterDecisions: boolean;
  readonly correct: Correction;
}

/** How the items of a paired indicator are called. */
export interface PairNames {
  readonly list: string;
  readonly items: readonly string[];
  readonly sides: readonly { readonly id: string; readonly label: StudyTexts }[];
}

/** V verified, U unverified, A assumed, P published. */
export type Mark = 'V' | 'U' | 'A' | 'P';

/** A value that an indicator is read against, and where that comes from. */
export interface Benchmark {
  readonly label: StudyTexts;
  readonly value: number;
  /** Of a range: its other end. */
  readonly to?: number | undefined;
  readonly source: string;
  readonly mark: Mark;
}

export interface IndicatorEntry {
  readonly id: string;
  readonly kind: string;
  readonly theme: string;
  readonly table: string;
  /** The question that it describes; '' where its value is an expression. */
  readonly field: string;
  readonly title: StudyTexts;
  readonly baseWords: StudyTexts;
  readonly unit: StudyTexts;
  /** Of a paired indicator: the list that names its items, and what its two sides are called; null of all others. */
  readonly pair: PairNames | null;
  /** The model that its numbers are terms of; '' of all other kinds. */
  readonly model: string;
  /** Questions of the form that it rests on, through derived variables too. */
  readonly reads: ReadonlySet<string>;
  /** Derived variables that it reads. */
  readonly variables: ReadonlySet<string>;
  /** Parameters without a value that it needs: it is not estimable then. */
  readonly lacks: ReadonlySet<string>;
  /** True where the study counts it among those that are seen first. */
  readonly key: boolean;
  /** Breakdowns: fields whose levels cut the base. */
  readonly by: readonly (readonly string[])[];
  /** What the entry says to its kind: expressions, field, list. */
  readonly params: Readonly<Record<string, unknown>>;
  /** For readers: definition and benchmarks as the methodology has them, where it comes from, and what is verified (V, U, A, P). */
  readonly told: IndicatorNotes;
  /** The field of waves whose changes are wanted; '' where none is. */
  readonly change: string;
  /** What it is held against. */
  readonly benchmarks: readonly Benchmark[];
  readonly indicator: Indicator;
}

/** An index of `schemas/indices.json`: a score over several items. */
export interface IndexEntry extends ScaleSpec {
  readonly theme: string;
  readonly label: StudyTexts;
  /** The instrument that it follows without being it; null where it follows none, or is it. */
  readonly inspiredBy: StudyTexts | null;
}

export interface IndicatorNotes {
  /** The definition in words, for readers; empty where none is given. */
  readonly formula: StudyTexts;
  readonly source: string;
  readonly thresholds: string;
  readonly marks: readonly ('V' | 'U' | 'A' | 'P')[];
}

/** A model of `schemas/models.json`, or one of its runs. */
export interface ModelEntry extends ModelSpec {
  /** The model that it is a run of; '' of a model itself. */
  readonly run: string;
  readonly theme: string;
  readonly title: StudyTexts;
  readonly baseWords: StudyTexts;
  /** Unit of its outcome. */
  readonly unit: StudyTexts;
  /** Questions of the form that it rests on, through derived variables too. */
  readonly reads: ReadonlySet<string>;
  /** Parameters without a value that it needs. */
  readonly lacks: ReadonlySet<string>;
}

export interface FigureEntry {
  readonly id: string;
  readonly kind: string;
  readonly theme: string;
  /** Whose estimates it draws: indicators, indices and models by id; none where it takes its own from all that there are. */
  readonly indicators: readonly string[];
  /** What the study says under it; empty where it says nothing. */
  readonly note: StudyTexts;
  readonly draw: Figure;
}

export interface SheetEntry {
  readonly id: string;
  readonly kind: string;
  readonly theme: string;
  readonly indicators: readonly string[];
  readonly lay: Sheet;
}

/** A column of the export that is no question of the form, and what it holds. */
export interface ExtraColumn {
  readonly name: string;
  readonly type: FieldType;
  /** True where it is looked up in a file of the study. */
  readonly joined?: boolean;
}

/** Columns of a file of the study that each interview gets by its key. */
export interface JoinEntry extends Join {
  /** Absolute path. */
  readonly path: string;
}

/** A variable that the study derives from answers. */
export interface VariableEntry extends Derived {
  readonly label: StudyTexts;
  /** Labels of its levels by code; empty where it has none. */
  readonly levelLabels: ReadonlyMap<string, StudyTexts>;
  /** The choice list that its levels are taken from; '' where it has its own. */
  readonly list: string;
  readonly unit: string;
  /** Questions of the form that it rests on, through other variables too. */
  readonly reads: ReadonlySet<string>;
  /** Parameters without a value that it needs. */
  readonly lacks: ReadonlySet<string>;
}

/** Codes of each question that mean don't know or refused, as text. */
export interface MissingCodes {
  readonly dontKnow: ReadonlyMap<string, ReadonlySet<string>>;
  readonly refused: ReadonlyMap<string, ReadonlySet<string>>;
}

export interface Disposition {
  readonly id: string;
  readonly when: Expression;
}

/** Part of the configuration and schemas whose change makes a stage stale. */
export type Declaration =
  | 'form'
  | 'sources'
  | 'missing'
  | 'checks'
  | 'corrections'
  | 'population'
  | 'design'
  | 'variables'
  | 'indicators'
  | 'models'
  | 'publication'
  | 'words'
  | 'figures'
  | 'sheets'
  | 'prose'
  | 'comparisons';

/** The study, declared: everything that the stages know besides the data. */
export interface Study {
  /** Absolute path of the folder that holds pipeline.config.json. */
  readonly root: string;
  readonly config: Config;
  readonly form: Form;
  readonly formProblems: readonly FormProblem[];
  /** What is legal in the study's expressions but probably not meant: `place: note`. */
  readonly notes: readonly string[];
  readonly names: Names;
  /** Absolute paths of the exports, by source id. */
  readonly sources: ReadonlyMap<string, readonly string[]>;
  /** Absolute paths of the decision files. */
  readonly decisions: readonly string[];
  readonly extraColumns: readonly ExtraColumn[];
  readonly joins: readonly JoinEntry[];
  /** Derived variables, each after those that it reads. */
  readonly variables: readonly VariableEntry[];
  readonly parameters: readonly Parameter[];
  readonly lookups: readonly Lookup[];
  /** Short names of questions, for headings of tables and figures. */
  readonly headings: ReadonlyMap<string, StudyTexts>;
  /** Labels of the codes of columns that have none in the form, by column and code. */
  readonly levels: ReadonlyMap<string, ReadonlyMap<string, StudyTexts>>;
  readonly glossary: Glossary;
  /** Indicators of the study's catalogue that are not made yet, and why. */
  readonly postponed: readonly { readonly id: string; readonly reason: StudyTexts }[];
  readonly missing: MissingCodes;
  /** Fields and columns that are dropped at ingest. */
  readonly direct: ReadonlySet<string>;
  /** Interviews to be erased at ingest; null where the study has none. */
  readonly erase: Expression | null;
  readonly eligible: Expression | null;
  /** How final weights are made; null where the base weights are final. */
  readonly weighting: Weighting | null;
  readonly dispositions: readonly Disposition[];
  readonly checks: readonly CheckEntry[];
  /** What fieldwork is held against: that of the first check of the sample; null without one. */
  readonly plan: SamplePlan | null;
  readonly corrections: readonly CorrectionEntry[];
  readonly indicators: readonly IndicatorEntry[];
  readonly indices: readonly IndexEntry[];
  readonly models: readonly ModelEntry[];
  readonly coefficientFamilies: readonly CoefficientFamily[];
  /** Theme ids in order, with the titles that the study gives them. */
  readonly themes: ReadonlyMap<string, StudyTexts>;
  readonly figures: readonly FigureEntry[];
  readonly sheets: readonly SheetEntry[];
  /** The prose of the report by language, where the study has one. */
  readonly prose: ReadonlyMap<LanguageCode, Prose>;
  /** Gaps between two groups that the prose tells. */
  readonly comparisons: readonly Comparison[];
  /** True where a direction that the prose states must agree with the numbers, or nothing is published. */
  readonly strict: boolean;
  readonly languages: readonly LanguageCode[];
  readonly simulated: boolean;
  /** Absolute paths of the fonts that figures are drawn with. */
  readonly fonts: readonly string[];
  /** Hash of each part of the declarations, and the file that people know it by. */
  readonly declared: ReadonlyMap<Declaration, { readonly hash: string; readonly file: string }>;
  /** Absolute path of an earlier findings.csv: people are shown only what is new since; null to show all. */
  readonly baseline: string | null;
  /** SHA-256 over the program itself. */
  readonly program: string;
}
