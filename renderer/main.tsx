import { createRoot } from 'react-dom/client';
import './look/tokens.css';
import './look/base.css';
import './look/parts.css';
import { App } from './app.tsx';
import { followChain } from './chain/chain-events.ts';
import { followDevices } from './devices/device-events.ts';
import { followCustomerDisplay } from './display/tell-customer.ts';
import { listenToKeys } from './keys/use-keys.ts';
import { connect } from './service/connection.ts';
import { followServiceState } from './service/service-state.ts';
import { followCounter } from './state/counter.ts';
import { applyTheme } from './state/preferences.ts';
import { followTill } from './state/till.ts';

applyTheme();
listenToKeys();
followServiceState();
followTill();
followCounter();
followDevices();
followChain();
followCustomerDisplay();
connect();

const root = document.querySelector('#root');
if (!root) throw new Error('the page has no root');
createRoot(root).render(<App />);
