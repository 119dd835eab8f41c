import './define.js';

export * from './public.js';
