import type { SyncRun } from '@licet/contract';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { sentenceWords } from '../../shared/words/reason-words.ts';
import classes from './run-problems.module.css';

/** What could not be read. It stopped nothing else, and the old data about it still stand. */
export function RunProblems({ problems }: { problems: SyncRun['problems'] }) {
  const { t } = useTranslation();
  if (problems.length === 0) return null;
  const title = t('run.problemsTitle', { count: problems.length });
  return (
    <section className={classes.problems} aria-label={title}>
      <h2>
        <IconAlertTriangle size={16} aria-hidden />
        {title}
      </h2>
      <p>{t('run.problemsText')}</p>
      <ul>
        {problems.map((problem, index) => (
          <li key={index}>
            <span className={classes.where}>
              {problem.company && <strong>{problem.company}</strong>}
              {problem.publicId && <code>{problem.publicId}</code>}
            </span>
            <ProblemText problem={problem} />
            <code className={classes.code}>{problem.code}</code>
          </li>
        ))}
      </ul>
    </section>
  );
}

function ProblemText({ problem }: { problem: SyncRun['problems'][number] }) {
  const { t } = useTranslation();
  const { text, lang } = sentenceWords(problem.message, problem.reason ? [problem.reason] : [], t);
  return <span lang={lang}>{text}</span>;
}
