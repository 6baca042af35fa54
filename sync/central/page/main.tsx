import { createRoot } from 'react-dom/client';
import '../../../renderer/look/tokens.css';
import '../../../renderer/look/base.css';
import '../../../renderer/look/parts.css';
import '../../../renderer/parts/office-frame.css';
import './page.css';
import { applyTheme } from '../../../renderer/state/preferences.ts';
import { App } from './app.tsx';
import { findSession } from './state/office.ts';

applyTheme();
void findSession();

const root = document.querySelector('#root');
if (!root) throw new Error('the page has no root');
createRoot(root).render(<App />);
