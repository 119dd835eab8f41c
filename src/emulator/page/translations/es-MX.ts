import {esES} from './es-ES.js';
import type {Texts} from './texts.js';

export const esMX: Texts = {
  ...esES,
  failed: 'No se pudo mostrar',
  sessionExpired: 'La sesión expiró',
  sessionExpiredHint: 'Vuelve a cargar la página para continuar.',
  duplicated: 'El emulador no guarda copias de los tableros.',
  dashboards: 'Tableros',
  workbooks: 'Libros de trabajo',
  newWorkbook: 'Nuevo libro de trabajo',
  newChat: 'Nuevo chat',
  answerFailed: 'No se pudo responder la pregunta.',
};
