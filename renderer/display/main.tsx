import { createRoot } from 'react-dom/client';
import '../look/tokens.css';
import '../look/base.css';
import './display.css';
import { CustomerScreen } from './customer-screen.tsx';

const root = document.querySelector('#root');
if (!root) throw new Error('the page has no root');
createRoot(root).render(<CustomerScreen />);
