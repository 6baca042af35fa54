import { Icon } from '../parts/icon.tsx';
import { setPreferences, usePreferences } from '../state/preferences.ts';
import { counterText } from '../text/counter-text.ts';
import { useText } from '../text/use-text.ts';
import { ActionRow } from './action-row.tsx';
import { SearchBox } from './search-box.tsx';
import './sell.css';
import { Ticket } from './ticket.tsx';
import { Tiles } from './tiles.tsx';

/** Choosing what is sold: by scanning and searching, and by tiles, or in scan mode with the sale as a ticket. */
export function SellPane() {
  const t = useText(counterText);
  const isScanMode = usePreferences((state) => state.isScanMode);
  return (
    <>
      <div className="find">
        <SearchBox />
        <button
          type="button"
          className="plain mode"
          aria-keyshortcuts="F11"
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => setPreferences({ isScanMode: !isScanMode })}
        >
          <Icon name={isScanMode ? 'grid' : 'scan'} />
          {t(isScanMode ? 'showTiles' : 'scanMode')}
        </button>
      </div>
      {isScanMode ? <Ticket /> : <Tiles />}
      <ActionRow />
    </>
  );
}
