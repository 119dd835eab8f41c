import {Sales} from './sales.jsx';

export default function Page() {
  return <Sales status="completed" />;
}
