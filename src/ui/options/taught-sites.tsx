/** The sites where the user showed Sotto the chat, or brought in how: renamed, shown again, saved as a file, removed. */
import { useState } from 'preact/hooks';
import type { TaughtView } from '#channel/options.ts';
import { hostOf } from '#ui/sites/site-address.ts';
import { word } from '#ui/words.ts';
import { BringRecipe } from './bring-recipe.tsx';
import { ConfirmButton } from './confirm-button.tsx';
import type { OptionsActions } from './options-actions.ts';
import { TaughtName } from './taught-name.tsx';
import { useAnswer } from './use-answer.ts';

interface TaughtSitesProps {
  readonly actions: OptionsActions;
  /** Whether Sotto may work on the origin now. */
  readonly isOn: (site: string) => boolean;
}

type TaughtQuestion = 'list-taught' | 'rename-taught' | 'forget-taught' | 'bring-taught';

/** What became of what the user asked for last. */
type Outcome =
  | { readonly kind: 'not-open' | 'private'; readonly site: string }
  | { readonly kind: 'removed' };

export function TaughtSites({ actions, isOn }: TaughtSitesProps) {
  const { answer: taught, run } = useAnswer<TaughtQuestion>(actions, { type: 'list-taught' });
  const [outcome, setOutcome] = useState<Outcome>();
  const show = async (site: string): Promise<void> => {
    const reply = await actions.ask<'teach'>({ type: 'teach', site });
    const kind = reply.ok ? reply.answer.outcome : 'not-open';
    setOutcome(kind === 'started' ? undefined : { kind, site });
  };
  const remove = async (site: string): Promise<void> => {
    // First the permission, while the click lasts; a site that has none any more is forgotten all the same.
    await actions.sites.remove(site).catch(() => false);
    if (await run({ type: 'forget-taught', site })) setOutcome({ kind: 'removed' });
  };
  return (
    <section class="taught" aria-busy={taught === undefined}>
      <h2>{word('taught_title')}</h2>
      <p class="about">{word(taught?.length === 0 ? 'taught_none' : 'taught_about')}</p>
      <ul class="rows">
        {taught?.map((view) => (
          <TaughtRow
            key={view.site}
            view={view}
            on={isOn(view.site)}
            onName={(name) => void run({ type: 'rename-taught', site: view.site, name })}
            onShow={() => void show(view.site)}
            onSave={() => saveRecipe(actions, view)}
            onRemove={() => void remove(view.site)}
            onPermit={() => void actions.sites.add(view.site).catch(() => false)}
          />
        ))}
      </ul>
      {taught !== undefined && taught.length > 0 && <p class="small">{word('taught_save_about')}</p>}
      <p class="outcome" role="status" data-outcome={outcome?.kind}>
        {outcome?.kind === 'removed' && word('taught_removed')}
        {outcome?.kind === 'private' && word('taught_private')}
        {outcome?.kind === 'not-open' && word('taught_not_open', hostOf(outcome.site))}
      </p>
      {taught !== undefined && (
        <BringRecipe
          actions={actions}
          isOn={isOn}
          isKnown={(site) => taught.some((view) => view.site === site)}
          bring={(site, recipe) => run({ type: 'bring-taught', site, recipe })}
        />
      )}
    </section>
  );
}

interface TaughtRowProps {
  readonly view: TaughtView;
  readonly on: boolean;
  readonly onName: (name: string) => void;
  readonly onShow: () => void;
  readonly onSave: () => void;
  readonly onRemove: () => void;
  readonly onPermit: () => void;
}

function TaughtRow({ view, on, onName, onShow, onSave, onRemove, onPermit }: TaughtRowProps) {
  const host = hostOf(view.site);
  return (
    <li class="row taught-row" data-taught={view.site} data-brought-in={view.broughtIn}>
      <p class="row-name">
        <bdi>{view.recipe.name}</bdi>
        {view.recipe.name !== host && (
          <span class="small">
            {' '}
            <bdi>{host}</bdi>
          </span>
        )}
      </p>
      {view.broughtIn && <p class="small">{word('taught_brought_in')}</p>}
      {!on && <p class="trouble">{word('taught_off')}</p>}
      <TaughtName key={view.recipe.name} name={view.recipe.name} onName={onName} />
      <div class="choices">
        {on ? (
          <button
            type="button"
            class="button"
            data-action="show-again"
            aria-label={word('taught_show_which', host)}
            onClick={onShow}
          >
            {word('taught_show')}
          </button>
        ) : (
          <button type="button" class="button" data-action="permit-taught" onClick={onPermit}>
            {word('taught_on')}
          </button>
        )}
        <button type="button" class="button" data-action="save-taught" onClick={onSave}>
          {word('taught_save')}
        </button>
        <ConfirmButton
          action="remove-taught"
          words={word('taught_remove')}
          label={word('sites_remove_which', host)}
          warning={word('taught_remove_warning', host)}
          confirm={word('taught_remove')}
          onConfirm={onRemove}
        />
      </div>
    </li>
  );
}

function saveRecipe(actions: OptionsActions, { recipe }: TaughtView): void {
  const json = `${JSON.stringify(recipe, null, 2)}\n`;
  actions.save(`sotto-${recipe.id}.json`, new Blob([json], { type: 'application/json' }));
}
