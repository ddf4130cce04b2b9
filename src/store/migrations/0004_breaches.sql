-- What was confirmed, decided and told, without a look at the rest of the journal.
CREATE INDEX fact_of_breaches ON fact (subject, kind) WHERE kind IN (
  'incident.breach-confirmed', 'incident.breach-withdrawn', 'incident.question-answered', 'incident.obligation-declined',
  'incident.obligation-submitted', 'incident.notice-sent', 'incident.notice-superseded', 'incident.published');
