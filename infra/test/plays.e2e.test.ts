// The demo data are looked at first, before anybody has worked with them.
import './plays/seed.ts';
import './plays/mainJob.ts';
import './plays/contractors.ts';
