// Generated from parser.ts by scripts/grammar.ts; do not edit. Types of the concrete syntax tree.

import type { CstNode, IToken } from "chevrotain";

export interface DottedCstNode extends CstNode {
  name: "dotted";
  children: DottedCstChildren;
}

export type DottedCstChildren = {
  Name: (IToken)[];
  Dot?: IToken[];
};

export interface NamesCstNode extends CstNode {
  name: "names";
  children: NamesCstChildren;
}

export type NamesCstChildren = {
  Name: IToken[];
  Comma?: IToken[];
};

export interface TextsCstNode extends CstNode {
  name: "texts";
  children: TextsCstChildren;
}

export type TextsCstChildren = {
  Text: IToken[];
  Comma?: IToken[];
};

export interface LabelCstNode extends CstNode {
  name: "label";
  children: LabelCstChildren;
}

export type LabelCstChildren = {
  Name?: IToken[];
  Text?: IToken[];
};

export interface SelectorCstNode extends CstNode {
  name: "selector";
  children: SelectorCstChildren;
}

export type SelectorCstChildren = {
  atom: AtomCstNode[];
  Comma?: IToken[];
  Where?: IToken[];
  expression?: ExpressionCstNode[];
};

export interface AtomCstNode extends CstNode {
  name: "atom";
  children: AtomCstChildren;
}

export type AtomCstChildren = {
  Tool?: IToken[];
  label?: (LabelCstNode)[];
  Comma?: IToken[];
  Name?: IToken[];
};

export interface ExpressionCstNode extends CstNode {
  name: "expression";
  children: ExpressionCstChildren;
}

export type ExpressionCstChildren = {
  conjunction: ConjunctionCstNode[];
  Or?: IToken[];
};

export interface ConjunctionCstNode extends CstNode {
  name: "conjunction";
  children: ConjunctionCstChildren;
}

export type ConjunctionCstChildren = {
  negation: NegationCstNode[];
  And?: IToken[];
};

export interface NegationCstNode extends CstNode {
  name: "negation";
  children: NegationCstChildren;
}

export type NegationCstChildren = {
  Not?: IToken[];
  negation?: NegationCstNode[];
  comparison?: ComparisonCstNode[];
};

export interface ComparisonCstNode extends CstNode {
  name: "comparison";
  children: ComparisonCstChildren;
}

export type ComparisonCstChildren = {
  sum: (SumCstNode)[];
  operator?: OperatorCstNode[];
  Ignoring?: IToken[];
  Case?: IToken[];
};

export interface OperatorCstNode extends CstNode {
  name: "operator";
  children: OperatorCstChildren;
}

export type OperatorCstChildren = {
  Equal?: IToken[];
  Unequal?: IToken[];
  Less?: IToken[];
  AtMost?: IToken[];
  Greater?: IToken[];
  AtLeast?: IToken[];
  In?: (IToken)[];
  Not?: IToken[];
  Has?: IToken[];
  Excludes?: IToken[];
  Contains?: IToken[];
  Starts?: IToken[];
  With?: (IToken)[];
  Ends?: IToken[];
  Matches?: IToken[];
  Name?: IToken[];
};

export interface SumCstNode extends CstNode {
  name: "sum";
  children: SumCstChildren;
}

export type SumCstChildren = {
  access: (AccessCstNode)[];
  Else?: IToken[];
  Star?: IToken[];
  Slash?: IToken[];
  Plus?: IToken[];
  Minus?: IToken[];
};

export interface AccessCstNode extends CstNode {
  name: "access";
  children: AccessCstChildren;
}

export type AccessCstChildren = {
  primary: PrimaryCstNode[];
  Dot?: IToken[];
  label?: LabelCstNode[];
  LSquare?: IToken[];
  expression?: ExpressionCstNode[];
  RSquare?: IToken[];
};

export interface PrimaryCstNode extends CstNode {
  name: "primary";
  children: PrimaryCstChildren;
}

export type PrimaryCstChildren = {
  Text?: IToken[];
  Numeral?: IToken[];
  True?: IToken[];
  False?: IToken[];
  LParen?: IToken[];
  expression?: ExpressionCstNode[];
  RParen?: IToken[];
  set?: SetCstNode[];
  quantifier?: QuantifierCstNode[];
  each?: EachCstNode[];
  history?: HistoryCstNode[];
  Word?: IToken[];
  arguments?: ArgumentsCstNode[];
};

export interface SetCstNode extends CstNode {
  name: "set";
  children: SetCstChildren;
}

export type SetCstChildren = {
  LCurly: IToken[];
  pair?: (PairCstNode)[];
  Comma?: (IToken)[];
  expression?: (ExpressionCstNode)[];
  RCurly: IToken[];
};

export interface PairCstNode extends CstNode {
  name: "pair";
  children: PairCstChildren;
}

export type PairCstChildren = {
  label: LabelCstNode[];
  Colon: IToken[];
  expression: ExpressionCstNode[];
};

export interface ArgumentsCstNode extends CstNode {
  name: "arguments";
  children: ArgumentsCstChildren;
}

export type ArgumentsCstChildren = {
  LParen: IToken[];
  expression?: (ExpressionCstNode)[];
  Comma?: (IToken)[];
  RParen: IToken[];
};

export interface HistoryCstNode extends CstNode {
  name: "history";
  children: HistoryCstChildren;
}

export type HistoryCstChildren = {
  Count?: IToken[];
  After?: IToken[];
  Before?: IToken[];
  LParen?: (IToken)[];
  Sum?: IToken[];
  Distinct?: IToken[];
  Latest?: IToken[];
  All?: IToken[];
  expression?: ExpressionCstNode[];
  Of?: IToken[];
  selector: SelectorCstNode[];
  historyClause?: HistoryClauseCstNode[];
  RParen: IToken[];
};

export interface HistoryClauseCstNode extends CstNode {
  name: "historyClause";
  children: HistoryClauseCstChildren;
}

export type HistoryClauseCstChildren = {
  Within?: IToken[];
  Numeral?: (IToken)[];
  unit?: IToken[];
  period?: PeriodCstNode[];
  Since?: IToken[];
  selector?: SelectorCstNode[];
  status?: (IToken)[];
  Keep?: IToken[];
  Including?: IToken[];
  Sink?: IToken[];
};

export interface PeriodCstNode extends CstNode {
  name: "period";
  children: PeriodCstChildren;
}

export type PeriodCstChildren = {
  Within: IToken[];
  Name: (IToken)[];
  In?: IToken[];
  Text?: IToken[];
};

export interface QuantifierCstNode extends CstNode {
  name: "quantifier";
  children: QuantifierCstChildren;
}

export type QuantifierCstChildren = {
  Some?: IToken[];
  Every?: IToken[];
  Name: (IToken)[];
  Comma?: IToken[];
  In: IToken[];
  access: AccessCstNode[];
  LParen: IToken[];
  expression: ExpressionCstNode[];
  RParen: IToken[];
};

export interface EachCstNode extends CstNode {
  name: "each";
  children: EachCstChildren;
}

export type EachCstChildren = {
  Each: IToken[];
  Name: (IToken)[];
  Comma?: IToken[];
  In: IToken[];
  access: AccessCstNode[];
  Where?: IToken[];
  where?: ExpressionCstNode[];
  LParen: IToken[];
  value: ExpressionCstNode[];
  RParen: IToken[];
};

export interface ExecutableItemCstNode extends CstNode {
  name: "executableItem";
  children: ExecutableItemCstChildren;
}

export type ExecutableItemCstChildren = {
  Executable: IToken[];
  texts: TextsCstNode[];
  LCurly: IToken[];
  executableClause?: ExecutableClauseCstNode[];
  RCurly: IToken[];
};

export interface ExecutableClauseCstNode extends CstNode {
  name: "executableClause";
  children: ExecutableClauseCstChildren;
}

export type ExecutableClauseCstChildren = {
  Option?: IToken[];
  texts?: (TextsCstNode)[];
  names?: (NamesCstNode)[];
  Flag?: IToken[];
  Like?: IToken[];
  Text?: IToken[];
  Name?: IToken[];
  When?: IToken[];
  Unless?: IToken[];
};

export interface RecordClauseCstNode extends CstNode {
  name: "recordClause";
  children: RecordClauseCstChildren;
}

export type RecordClauseCstChildren = {
  Author?: IToken[];
  Title?: IToken[];
  Writes?: IToken[];
  places: PlacesCstNode[];
};

export interface PlacesCstNode extends CstNode {
  name: "places";
  children: PlacesCstChildren;
}

export type PlacesCstChildren = {
  place: PlaceCstNode[];
  Comma?: IToken[];
};

export interface PlaceCstNode extends CstNode {
  name: "place";
  children: PlaceCstChildren;
}

export type PlaceCstChildren = {
  label: (LabelCstNode)[];
  LSquare?: (IToken)[];
  RSquare?: (IToken)[];
  Dot?: IToken[];
  Star?: IToken[];
};

export interface PolicyCstNode extends CstNode {
  name: "policy";
  children: PolicyCstChildren;
}

export type PolicyCstChildren = {
  head?: HeadCstNode[];
  item?: ItemCstNode[];
};

export interface HeadCstNode extends CstNode {
  name: "head";
  children: HeadCstChildren;
}

export type HeadCstChildren = {
  Package?: IToken[];
  package?: DottedCstNode[];
  Use?: IToken[];
  use?: DottedCstNode[];
  For?: IToken[];
  texts?: TextsCstNode[];
};

export interface ItemCstNode extends CstNode {
  name: "item";
  children: ItemCstChildren;
}

export type ItemCstChildren = {
  tagItem?: TagItemCstNode[];
  dimensionItem?: DimensionItemCstNode[];
  labelItem?: LabelItemCstNode[];
  constItem?: ConstItemCstNode[];
  dataItem?: DataItemCstNode[];
  defineItem?: DefineItemCstNode[];
  actItem?: ActItemCstNode[];
  executableItem?: ExecutableItemCstNode[];
  toolItem?: ToolItemCstNode[];
  runtimeItem?: RuntimeItemCstNode[];
  ruleItem?: RuleItemCstNode[];
  testItem?: TestItemCstNode[];
};

export interface TagItemCstNode extends CstNode {
  name: "tagItem";
  children: TagItemCstChildren;
}

export type TagItemCstChildren = {
  Tag: IToken[];
  names: NamesCstNode[];
};

export interface DimensionItemCstNode extends CstNode {
  name: "dimensionItem";
  children: DimensionItemCstChildren;
}

export type DimensionItemCstChildren = {
  Dimension: IToken[];
  Name: IToken[];
  LCurly: IToken[];
  levels?: (LevelsCstNode)[];
  Comma?: (IToken)[];
  RCurly: IToken[];
};

export interface LevelsCstNode extends CstNode {
  name: "levels";
  children: LevelsCstChildren;
}

export type LevelsCstChildren = {
  Name: IToken[];
  Less?: IToken[];
};

export interface LabelItemCstNode extends CstNode {
  name: "labelItem";
  children: LabelItemCstChildren;
}

export type LabelItemCstChildren = {
  Label: IToken[];
  Name: IToken[];
  texts: TextsCstNode[];
  LCurly: IToken[];
  labelClause?: LabelClauseCstNode[];
  RCurly: IToken[];
};

export interface LabelClauseCstNode extends CstNode {
  name: "labelClause";
  children: LabelClauseCstChildren;
}

export type LabelClauseCstChildren = {
  Tag?: IToken[];
  names?: NamesCstNode[];
  dimension?: IToken[];
  level?: IToken[];
};

export interface ConstItemCstNode extends CstNode {
  name: "constItem";
  children: ConstItemCstChildren;
}

export type ConstItemCstChildren = {
  Const: IToken[];
  Name: IToken[];
  Assign: IToken[];
  expression: ExpressionCstNode[];
};

export interface DataItemCstNode extends CstNode {
  name: "dataItem";
  children: DataItemCstChildren;
}

export type DataItemCstChildren = {
  Data: IToken[];
  Name: IToken[];
  Colon: IToken[];
  type: TypeCstNode[];
};

export interface DefineItemCstNode extends CstNode {
  name: "defineItem";
  children: DefineItemCstChildren;
}

export type DefineItemCstChildren = {
  Define: IToken[];
  Name: IToken[];
  LParen?: IToken[];
  variable?: (VariableCstNode)[];
  Comma?: (IToken)[];
  RParen?: IToken[];
  Assign: IToken[];
  expression: ExpressionCstNode[];
};

export interface VariableCstNode extends CstNode {
  name: "variable";
  children: VariableCstChildren;
}

export type VariableCstChildren = {
  Name: IToken[];
  Colon?: IToken[];
  type?: TypeCstNode[];
};

export interface ActItemCstNode extends CstNode {
  name: "actItem";
  children: ActItemCstChildren;
}

export type ActItemCstChildren = {
  Act: IToken[];
  Name: IToken[];
  LCurly: IToken[];
  actClause?: ActClauseCstNode[];
  RCurly: IToken[];
};

export interface ActClauseCstNode extends CstNode {
  name: "actClause";
  children: ActClauseCstChildren;
}

export type ActClauseCstChildren = {
  Verbs?: IToken[];
  Nouns?: IToken[];
  texts: TextsCstNode[];
};

export interface RuntimeItemCstNode extends CstNode {
  name: "runtimeItem";
  children: RuntimeItemCstChildren;
}

export type RuntimeItemCstChildren = {
  Runtime: IToken[];
  Name: IToken[];
  LCurly: IToken[];
  factClause?: FactClauseCstNode[];
  RCurly: IToken[];
};

export interface FactClauseCstNode extends CstNode {
  name: "factClause";
  children: FactClauseCstChildren;
}

export type FactClauseCstChildren = {
  Fact: IToken[];
  dotted: DottedCstNode[];
  Colon: IToken[];
  type: TypeCstNode[];
};

export interface ToolItemCstNode extends CstNode {
  name: "toolItem";
  children: ToolItemCstChildren;
}

export type ToolItemCstChildren = {
  Tool: IToken[];
  label: LabelCstNode[];
  LParen: IToken[];
  params: ParamsCstNode[];
  RParen: IToken[];
  LCurly: IToken[];
  toolClause?: ToolClauseCstNode[];
  RCurly: IToken[];
};

export interface ParamsCstNode extends CstNode {
  name: "params";
  children: ParamsCstChildren;
}

export type ParamsCstChildren = {
  Ellipsis?: (IToken)[];
  Comma?: (IToken)[];
  param?: (ParamCstNode)[];
};

export interface ParamCstNode extends CstNode {
  name: "param";
  children: ParamCstChildren;
}

export type ParamCstChildren = {
  label: LabelCstNode[];
  Question?: IToken[];
  Colon: IToken[];
  type: TypeCstNode[];
};

export interface TypeCstNode extends CstNode {
  name: "type";
  children: TypeCstChildren;
}

export type TypeCstChildren = {
  member: MemberCstNode[];
  Bar?: IToken[];
};

export interface MemberCstNode extends CstNode {
  name: "member";
  children: MemberCstChildren;
}

export type MemberCstChildren = {
  List?: IToken[];
  Of?: (IToken)[];
  member?: (MemberCstNode)[];
  Map?: IToken[];
  LCurly?: IToken[];
  params?: ParamsCstNode[];
  RCurly?: IToken[];
  LParen?: IToken[];
  type?: TypeCstNode[];
  RParen?: IToken[];
  Name?: IToken[];
};

export interface ToolClauseCstNode extends CstNode {
  name: "toolClause";
  children: ToolClauseCstChildren;
}

export type ToolClauseCstChildren = {
  Op?: IToken[];
  Name?: (IToken)[];
  condition?: (ConditionCstNode)[];
  Sink?: IToken[];
  names?: (NamesCstNode)[];
  Act?: IToken[];
  Role?: IToken[];
  Colon?: IToken[];
  places?: PlacesCstNode[];
  Result?: (IToken)[];
  Is?: IToken[];
  labelClause?: LabelClauseCstNode[];
  Compensate?: IToken[];
  label?: LabelCstNode[];
  LParen?: IToken[];
  given?: GivenCstNode[];
  RParen?: IToken[];
  Irreversible?: IToken[];
  Records?: IToken[];
  place?: PlaceCstNode[];
  LCurly?: IToken[];
  recordClause?: RecordClauseCstNode[];
  RCurly?: IToken[];
};

export interface GivenCstNode extends CstNode {
  name: "given";
  children: GivenCstChildren;
}

export type GivenCstChildren = {
  gift?: (GiftCstNode)[];
  Comma?: (IToken)[];
};

export interface GiftCstNode extends CstNode {
  name: "gift";
  children: GiftCstChildren;
}

export type GiftCstChildren = {
  label: LabelCstNode[];
  Colon: IToken[];
  expression: ExpressionCstNode[];
};

export interface ConditionCstNode extends CstNode {
  name: "condition";
  children: ConditionCstChildren;
}

export type ConditionCstChildren = {
  When: IToken[];
  expression: ExpressionCstNode[];
};

export interface RuleItemCstNode extends CstNode {
  name: "ruleItem";
  children: RuleItemCstChildren;
}

export type RuleItemCstChildren = {
  Unary?: IToken[];
  Relational?: IToken[];
  Host?: IToken[];
  runtime?: IToken[];
  effect: IToken[];
  name: IToken[];
  Text?: IToken[];
  LCurly: IToken[];
  ruleClause?: RuleClauseCstNode[];
  RCurly: IToken[];
};

export interface RuleClauseCstNode extends CstNode {
  name: "ruleClause";
  children: RuleClauseCstChildren;
}

export type RuleClauseCstChildren = {
  On?: (IToken)[];
  Unknown?: IToken[];
  Skip?: IToken[];
  selector?: (SelectorCstNode)[];
  From?: IToken[];
  Source?: IToken[];
  Where?: IToken[];
  expression?: (ExpressionCstNode)[];
  To?: IToken[];
  Via?: IToken[];
  via?: IToken[];
  Into?: IToken[];
  Args?: IToken[];
  LSquare?: IToken[];
  Role?: IToken[];
  Colon?: IToken[];
  role?: (IToken)[];
  Comma?: (IToken)[];
  RSquare?: IToken[];
  As?: IToken[];
  as?: IToken[];
  When?: IToken[];
  Unless?: IToken[];
  Because?: IToken[];
  Text?: IToken[];
  Severity?: IToken[];
  severity?: IToken[];
  Tags?: IToken[];
  texts?: TextsCstNode[];
  rewrite?: RewriteCstNode[];
  Mode?: IToken[];
  Observe?: IToken[];
};

export interface RewriteCstNode extends CstNode {
  name: "rewrite";
  children: RewriteCstChildren;
}

export type RewriteCstChildren = {
  Set?: IToken[];
  access?: (AccessCstNode)[];
  To?: IToken[];
  expression?: ExpressionCstNode[];
  Remove?: IToken[];
  Mask?: IToken[];
  sum?: SumCstNode[];
  In?: IToken[];
  Keep?: IToken[];
  Name?: IToken[];
  Numeral?: IToken[];
  With?: IToken[];
  Text?: IToken[];
};

export interface TestItemCstNode extends CstNode {
  name: "testItem";
  children: TestItemCstChildren;
}

export type TestItemCstChildren = {
  Test: IToken[];
  Text: IToken[];
  LCurly: IToken[];
  Runtime?: IToken[];
  Name?: IToken[];
  step?: StepCstNode[];
  RCurly: IToken[];
};

export interface StepCstNode extends CstNode {
  name: "step";
  children: StepCstChildren;
}

export type StepCstChildren = {
  User?: IToken[];
  System?: IToken[];
  Assistant?: IToken[];
  Text?: (IToken)[];
  Host?: IToken[];
  LCurly?: (IToken)[];
  facts?: FactsCstNode[];
  RCurly?: (IToken)[];
  At?: IToken[];
  Principal?: IToken[];
  entries?: EntriesCstNode[];
  approval?: ApprovalCstNode[];
  Data?: IToken[];
  Name?: IToken[];
  Assign?: IToken[];
  json?: JsonCstNode[];
  expectation?: ExpectationCstNode[];
  ending?: EndingCstNode[];
  call?: CallCstNode[];
};

export interface FactsCstNode extends CstNode {
  name: "facts";
  children: FactsCstChildren;
}

export type FactsCstChildren = {
  fact?: (FactCstNode)[];
  Comma?: (IToken)[];
};

export interface FactCstNode extends CstNode {
  name: "fact";
  children: FactCstChildren;
}

export type FactCstChildren = {
  dotted: DottedCstNode[];
  Colon: IToken[];
  json: JsonCstNode[];
};

export interface ApprovalCstNode extends CstNode {
  name: "approval";
  children: ApprovalCstChildren;
}

export type ApprovalCstChildren = {
  Approve: IToken[];
  label: LabelCstNode[];
  LParen: IToken[];
  entries: EntriesCstNode[];
  RParen: IToken[];
  By: IToken[];
  by: IToken[];
  Role?: IToken[];
  role?: IToken[];
};

export interface ExpectationCstNode extends CstNode {
  name: "expectation";
  children: ExpectationCstChildren;
}

export type ExpectationCstChildren = {
  Expect: IToken[];
  effect: IToken[];
  step?: IToken[];
  By?: IToken[];
  dotted?: DottedCstNode[];
  Comma?: IToken[];
  With?: IToken[];
  LParen?: IToken[];
  entries?: EntriesCstNode[];
  RParen?: IToken[];
};

export interface CallCstNode extends CstNode {
  name: "call";
  children: CallCstChildren;
}

export type CallCstChildren = {
  step?: IToken[];
  Assign?: IToken[];
  label: LabelCstNode[];
  LParen: IToken[];
  entries: EntriesCstNode[];
  RParen: IToken[];
  outcome?: OutcomeCstNode[];
};

export interface EndingCstNode extends CstNode {
  name: "ending";
  children: EndingCstChildren;
}

export type EndingCstChildren = {
  step: IToken[];
  Arrow: IToken[];
  Denied?: IToken[];
  Error?: IToken[];
  json?: JsonCstNode[];
};

export interface OutcomeCstNode extends CstNode {
  name: "outcome";
  children: OutcomeCstChildren;
}

export type OutcomeCstChildren = {
  Arrow?: (IToken)[];
  Denied?: IToken[];
  Error?: (IToken)[];
  json?: (JsonCstNode)[];
};

export interface EntriesCstNode extends CstNode {
  name: "entries";
  children: EntriesCstChildren;
}

export type EntriesCstChildren = {
  entry?: (EntryCstNode)[];
  Comma?: (IToken)[];
};

export interface EntryCstNode extends CstNode {
  name: "entry";
  children: EntryCstChildren;
}

export type EntryCstChildren = {
  label: LabelCstNode[];
  Colon: IToken[];
  json: JsonCstNode[];
};

export interface JsonCstNode extends CstNode {
  name: "json";
  children: JsonCstChildren;
}

export type JsonCstChildren = {
  Text?: IToken[];
  Numeral?: IToken[];
  True?: IToken[];
  False?: IToken[];
  Null?: IToken[];
  LSquare?: IToken[];
  json?: (JsonCstNode)[];
  Comma?: (IToken)[];
  RSquare?: IToken[];
  LCurly?: IToken[];
  entries?: EntriesCstNode[];
  RCurly?: IToken[];
};
