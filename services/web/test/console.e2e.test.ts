// The main job is first: it counts the person-weeks of a portfolio on which nobody has worked before.
import './walks/mainJob.ts';
import './walks/terms.ts';
import './walks/register.ts';
import './walks/faultReport.ts';
import './walks/sealedBid.ts';
import './walks/partnership.ts';
import './walks/participation.ts';
import './walks/designContest.ts';
