import type { Random } from '../random.js';
import type { CutAction, Fault, FaultEffect, ReplyFault } from './fault.js';

/** The faults that strike one request, sorted by what they do. */
export type StruckFaults = {
  readonly reply?: ReplyFault;
  readonly cut?: { readonly afterTokens: number; readonly action: CutAction };
  /** Tokens after which one event is broken. */
  readonly damage?: number;
  readonly isWhole: boolean;
  readonly isEndlessLine: boolean;
  readonly isCompressed: boolean;
  readonly rewrites: readonly ((piece: string) => string)[];
  readonly slices: readonly ((bytes: Uint8Array) => readonly Uint8Array[])[];
};

type OfStage<Stage extends FaultEffect['stage']> = Extract<FaultEffect, { readonly stage: Stage }>;

/** Draws which faults strike. Every fault takes one number, so that one rate does not change another's luck. */
export const strike = (faults: readonly Fault[], random: Random): StruckFaults => {
  const effects = faults.filter((fault) => random() < fault.rate).map((fault) => fault.effect);
  const of = <Stage extends FaultEffect['stage']>(stage: Stage): readonly OfStage<Stage>[] =>
    effects.filter((effect): effect is OfStage<Stage> => effect.stage === stage);
  const reply = of('reply')[0]?.reply;
  const cut = of('cut').toSorted((left, right) => left.afterTokens - right.afterTokens)[0];
  const damage = of('damage')[0]?.afterTokens;
  const forms = of('form').map((effect) => effect.form);
  return {
    ...(reply === undefined ? {} : { reply }),
    ...(cut === undefined ? {} : { cut }),
    ...(damage === undefined ? {} : { damage }),
    isWhole: forms.includes('whole'),
    isEndlessLine: forms.includes('endless-line'),
    isCompressed: forms.includes('gzip'),
    rewrites: of('rewrite').map((effect) => effect.rewrite),
    slices: of('slice').map((effect) => effect.slice),
  };
};
