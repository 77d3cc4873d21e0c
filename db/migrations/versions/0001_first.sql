CREATE TABLE action (
	title TEXT NOT NULL,
	case_id TEXT,
	owner_id TEXT,
	partner_id TEXT,
	kind TEXT NOT NULL,
	status TEXT NOT NULL,
	precedence TEXT NOT NULL,
	due_at TEXT,
	remind_at TEXT,
	resubmit_on TEXT,
	depends_on_id TEXT,
	decision_id TEXT,
	text TEXT NOT NULL,
	result TEXT NOT NULL,
	done_at TEXT,
	id TEXT NOT NULL,
	marking TEXT NOT NULL,
	CONSTRAINT pk_action PRIMARY KEY (id),
	CONSTRAINT fk_action_case_id FOREIGN KEY(case_id) REFERENCES "case" (id),
	CONSTRAINT fk_action_owner_id FOREIGN KEY(owner_id) REFERENCES post (id),
	CONSTRAINT fk_action_partner_id FOREIGN KEY(partner_id) REFERENCES partner (id),
	CONSTRAINT fk_action_depends_on_id FOREIGN KEY(depends_on_id) REFERENCES action (id),
	CONSTRAINT fk_action_decision_id FOREIGN KEY(decision_id) REFERENCES decision (id)
);

CREATE TABLE adjustment (
	kind TEXT NOT NULL,
	change TEXT NOT NULL,
	transfer_id TEXT,
	measure_id TEXT,
	partner_id TEXT,
	case_id TEXT,
	status TEXT NOT NULL,
	reason TEXT NOT NULL,
	"trigger" TEXT NOT NULL,
	authority TEXT NOT NULL,
	decided_by_id TEXT,
	decided_at TEXT,
	consultation TEXT NOT NULL,
	effect TEXT NOT NULL,
	side_effects TEXT NOT NULL,
	reversal TEXT NOT NULL,
	reversal_owner_id TEXT,
	review_on TEXT,
	begins_on TEXT,
	ends_on TEXT,
	source_id TEXT,
	grade TEXT,
	as_of TEXT,
	id TEXT NOT NULL,
	marking TEXT NOT NULL,
	CONSTRAINT pk_adjustment PRIMARY KEY (id),
	CONSTRAINT fk_adjustment_transfer_id FOREIGN KEY(transfer_id) REFERENCES transfer (id),
	CONSTRAINT fk_adjustment_measure_id FOREIGN KEY(measure_id) REFERENCES measure (id),
	CONSTRAINT fk_adjustment_partner_id FOREIGN KEY(partner_id) REFERENCES partner (id),
	CONSTRAINT fk_adjustment_case_id FOREIGN KEY(case_id) REFERENCES "case" (id),
	CONSTRAINT fk_adjustment_decided_by_id FOREIGN KEY(decided_by_id) REFERENCES post (id),
	CONSTRAINT fk_adjustment_reversal_owner_id FOREIGN KEY(reversal_owner_id) REFERENCES post (id),
	CONSTRAINT fk_adjustment_source_id FOREIGN KEY(source_id) REFERENCES source (id)
);

CREATE TABLE alignment (
	measure_id TEXT NOT NULL,
	partner_id TEXT NOT NULL,
	state TEXT NOT NULL,
	legal_base TEXT NOT NULL,
	confidence TEXT NOT NULL,
	statement TEXT NOT NULL,
	begins_on TEXT,
	ends_on TEXT,
	source_id TEXT,
	grade TEXT,
	as_of TEXT,
	id TEXT NOT NULL,
	marking TEXT NOT NULL,
	CONSTRAINT pk_alignment PRIMARY KEY (id),
	CONSTRAINT fk_alignment_measure_id FOREIGN KEY(measure_id) REFERENCES measure (id),
	CONSTRAINT fk_alignment_partner_id FOREIGN KEY(partner_id) REFERENCES partner (id),
	CONSTRAINT fk_alignment_source_id FOREIGN KEY(source_id) REFERENCES source (id)
);

CREATE TABLE brief (
	title TEXT NOT NULL,
	case_id TEXT NOT NULL,
	profile TEXT NOT NULL,
	number INTEGER NOT NULL,
	issued_at TEXT NOT NULL,
	as_of TEXT NOT NULL,
	cutoff INTEGER NOT NULL,
	covers_from TEXT,
	covers_to TEXT,
	banner TEXT NOT NULL,
	audience TEXT NOT NULL,
	issued_by TEXT NOT NULL,
	pages INTEGER NOT NULL,
	sha256 TEXT NOT NULL,
	supersedes_id TEXT,
	id TEXT NOT NULL,
	marking TEXT NOT NULL,
	CONSTRAINT pk_brief PRIMARY KEY (id),
	CONSTRAINT fk_brief_case_id FOREIGN KEY(case_id) REFERENCES "case" (id),
	CONSTRAINT fk_brief_supersedes_id FOREIGN KEY(supersedes_id) REFERENCES brief (id)
);

CREATE TABLE call (
	at TEXT,
	subject TEXT NOT NULL,
	kind TEXT NOT NULL,
	hotline_id TEXT,
	channel_id TEXT,
	post_id TEXT,
	partner_id TEXT,
	person_id TEXT,
	case_id TEXT,
	incoming BOOLEAN NOT NULL,
	result TEXT NOT NULL,
	seconds INTEGER,
	answered_by TEXT NOT NULL,
	placed_by TEXT NOT NULL,
	cause TEXT NOT NULL,
	quality TEXT NOT NULL,
	translated BOOLEAN NOT NULL,
	minutes INTEGER,
	summary TEXT NOT NULL,
	next_at TEXT,
	id TEXT NOT NULL,
	marking TEXT NOT NULL,
	CONSTRAINT pk_call PRIMARY KEY (id),
	CONSTRAINT fk_call_hotline_id FOREIGN KEY(hotline_id) REFERENCES hotline (id),
	CONSTRAINT fk_call_channel_id FOREIGN KEY(channel_id) REFERENCES channel (id),
	CONSTRAINT fk_call_post_id FOREIGN KEY(post_id) REFERENCES post (id),
	CONSTRAINT fk_call_partner_id FOREIGN KEY(partner_id) REFERENCES partner (id),
	CONSTRAINT fk_call_person_id FOREIGN KEY(person_id) REFERENCES person (id),
	CONSTRAINT fk_call_case_id FOREIGN KEY(case_id) REFERENCES "case" (id)
);

CREATE TABLE "case" (
	title TEXT NOT NULL,
	codename TEXT NOT NULL,
	kind TEXT NOT NULL,
	phase TEXT NOT NULL,
	severity TEXT NOT NULL,
	precedence TEXT NOT NULL,
	priority TEXT NOT NULL,
	theatre TEXT NOT NULL,
	region TEXT NOT NULL,
	portfolio TEXT NOT NULL,
	bottom_line TEXT NOT NULL,
	objectives TEXT NOT NULL,
	aim TEXT NOT NULL,
	lead_desk_id TEXT,
	owner_id TEXT,
	parent_id TEXT,
	opened_at TEXT,
	closed_at TEXT,
	brief_due_at TEXT,
	rhythm_hours INTEGER,
	quiet_hours INTEGER,
	id TEXT NOT NULL,
	marking TEXT NOT NULL,
	CONSTRAINT pk_case PRIMARY KEY (id),
	CONSTRAINT fk_case_lead_desk_id FOREIGN KEY(lead_desk_id) REFERENCES partner (id),
	CONSTRAINT fk_case_owner_id FOREIGN KEY(owner_id) REFERENCES post (id),
	CONSTRAINT fk_case_parent_id FOREIGN KEY(parent_id) REFERENCES "case" (id)
);

CREATE TABLE catalogue (
	number INTEGER NOT NULL,
	id TEXT NOT NULL,
	record_type TEXT NOT NULL,
	caption TEXT NOT NULL,
	CONSTRAINT pk_catalogue PRIMARY KEY (number),
	UNIQUE (id)
);

CREATE TABLE change (
	id INTEGER NOT NULL,
	revision_id INTEGER NOT NULL,
	record_type TEXT NOT NULL,
	record_id TEXT NOT NULL,
	"before" TEXT,
	"after" TEXT,
	CONSTRAINT pk_change PRIMARY KEY (id),
	CONSTRAINT fk_change_revision_id FOREIGN KEY(revision_id) REFERENCES revision (id)
);

CREATE TABLE channel (
	kind TEXT NOT NULL,
	address TEXT NOT NULL,
	post_id TEXT,
	partner_id TEXT,
	"order" INTEGER NOT NULL,
	"limit" TEXT,
	hours TEXT NOT NULL,
	time_zone TEXT NOT NULL,
	languages TEXT NOT NULL,
	status TEXT NOT NULL,
	verified_on TEXT,
	verify_by TEXT,
	note TEXT NOT NULL,
	id TEXT NOT NULL,
	marking TEXT NOT NULL,
	CONSTRAINT pk_channel PRIMARY KEY (id),
	CONSTRAINT fk_channel_post_id FOREIGN KEY(post_id) REFERENCES post (id),
	CONSTRAINT fk_channel_partner_id FOREIGN KEY(partner_id) REFERENCES partner (id)
);

CREATE TABLE commitment (
	text TEXT NOT NULL,
	giver_id TEXT NOT NULL,
	receiver_id TEXT,
	case_id TEXT,
	kind TEXT NOT NULL,
	status TEXT NOT NULL,
	form TEXT NOT NULL,
	forum TEXT NOT NULL,
	reference TEXT NOT NULL,
	public BOOLEAN NOT NULL,
	quantity FLOAT,
	unit TEXT NOT NULL,
	value TEXT,
	price_basis TEXT NOT NULL,
	price_year INTEGER,
	certainty TEXT NOT NULL,
	pledged_on TEXT,
	due_on TEXT,
	delivered TEXT,
	delivered_on TEXT,
	share TEXT,
	share_method TEXT NOT NULL,
	condition TEXT NOT NULL,
	notes TEXT NOT NULL,
	source_id TEXT,
	grade TEXT,
	as_of TEXT,
	id TEXT NOT NULL,
	marking TEXT NOT NULL,
	CONSTRAINT pk_commitment PRIMARY KEY (id),
	CONSTRAINT fk_commitment_giver_id FOREIGN KEY(giver_id) REFERENCES partner (id),
	CONSTRAINT fk_commitment_receiver_id FOREIGN KEY(receiver_id) REFERENCES partner (id),
	CONSTRAINT fk_commitment_case_id FOREIGN KEY(case_id) REFERENCES "case" (id),
	CONSTRAINT fk_commitment_source_id FOREIGN KEY(source_id) REFERENCES source (id)
);

CREATE TABLE content (
	digest TEXT NOT NULL,
	bytes BLOB NOT NULL,
	CONSTRAINT pk_content PRIMARY KEY (digest)
);

CREATE TABLE decision (
	case_id TEXT NOT NULL,
	question TEXT NOT NULL,
	status TEXT NOT NULL,
	needed_by TEXT,
	options TEXT NOT NULL,
	recommendation TEXT NOT NULL,
	considerations TEXT NOT NULL,
	dissent TEXT NOT NULL,
	outcome TEXT NOT NULL,
	reason TEXT NOT NULL,
	authority TEXT NOT NULL,
	decided_by_id TEXT,
	decided_at TEXT,
	review_on TEXT,
	id TEXT NOT NULL,
	marking TEXT NOT NULL,
	CONSTRAINT pk_decision PRIMARY KEY (id),
	CONSTRAINT fk_decision_case_id FOREIGN KEY(case_id) REFERENCES "case" (id),
	CONSTRAINT fk_decision_decided_by_id FOREIGN KEY(decided_by_id) REFERENCES post (id)
);

CREATE TABLE desk (
	name TEXT NOT NULL,
	exercise BOOLEAN NOT NULL,
	home_id TEXT,
	originator TEXT NOT NULL,
	ceiling TEXT NOT NULL,
	time_zone TEXT NOT NULL,
	id TEXT NOT NULL,
	marking TEXT NOT NULL,
	CONSTRAINT pk_desk PRIMARY KEY (id),
	CONSTRAINT fk_desk_home_id FOREIGN KEY(home_id) REFERENCES partner (id)
);

CREATE TABLE hotline (
	name TEXT NOT NULL,
	kind TEXT NOT NULL,
	from_id TEXT,
	to_id TEXT,
	from_post_id TEXT,
	to_post_id TEXT,
	purpose TEXT NOT NULL,
	level TEXT NOT NULL,
	medium TEXT NOT NULL,
	status TEXT NOT NULL,
	languages TEXT NOT NULL,
	"limit" TEXT,
	hours TEXT NOT NULL,
	time_zone TEXT NOT NULL,
	test_hours INTEGER,
	test_schedule TEXT NOT NULL,
	next_test_at TEXT,
	activation TEXT NOT NULL,
	procedure TEXT NOT NULL,
	fallback TEXT NOT NULL,
	backup TEXT NOT NULL,
	agreement TEXT NOT NULL,
	notes TEXT NOT NULL,
	id TEXT NOT NULL,
	marking TEXT NOT NULL,
	CONSTRAINT pk_hotline PRIMARY KEY (id),
	CONSTRAINT fk_hotline_from_id FOREIGN KEY(from_id) REFERENCES partner (id),
	CONSTRAINT fk_hotline_to_id FOREIGN KEY(to_id) REFERENCES partner (id),
	CONSTRAINT fk_hotline_from_post_id FOREIGN KEY(from_post_id) REFERENCES post (id),
	CONSTRAINT fk_hotline_to_post_id FOREIGN KEY(to_post_id) REFERENCES post (id)
);

CREATE TABLE incumbency (
	post_id TEXT NOT NULL,
	person_id TEXT NOT NULL,
	status TEXT NOT NULL,
	acting BOOLEAN NOT NULL,
	handover_on TEXT,
	note TEXT NOT NULL,
	begins_on TEXT,
	ends_on TEXT,
	source_id TEXT,
	grade TEXT,
	as_of TEXT,
	id TEXT NOT NULL,
	marking TEXT NOT NULL,
	CONSTRAINT pk_incumbency PRIMARY KEY (id),
	CONSTRAINT fk_incumbency_post_id FOREIGN KEY(post_id) REFERENCES post (id),
	CONSTRAINT fk_incumbency_person_id FOREIGN KEY(person_id) REFERENCES person (id),
	CONSTRAINT fk_incumbency_source_id FOREIGN KEY(source_id) REFERENCES source (id)
);

CREATE TABLE involvement (
	case_id TEXT NOT NULL,
	partner_id TEXT NOT NULL,
	role TEXT NOT NULL,
	task TEXT NOT NULL,
	area TEXT NOT NULL,
	post_id TEXT,
	notes TEXT NOT NULL,
	begins_on TEXT,
	ends_on TEXT,
	source_id TEXT,
	grade TEXT,
	as_of TEXT,
	id TEXT NOT NULL,
	marking TEXT NOT NULL,
	CONSTRAINT pk_involvement PRIMARY KEY (id),
	CONSTRAINT fk_involvement_case_id FOREIGN KEY(case_id) REFERENCES "case" (id),
	CONSTRAINT fk_involvement_partner_id FOREIGN KEY(partner_id) REFERENCES partner (id),
	CONSTRAINT fk_involvement_post_id FOREIGN KEY(post_id) REFERENCES post (id),
	CONSTRAINT fk_involvement_source_id FOREIGN KEY(source_id) REFERENCES source (id)
);

CREATE TABLE link (
	from_id TEXT NOT NULL,
	to_id TEXT NOT NULL,
	kind TEXT NOT NULL,
	case_id TEXT,
	status TEXT NOT NULL,
	strength INTEGER,
	rhythm_days INTEGER,
	used_at TEXT,
	from_post_id TEXT,
	to_post_id TEXT,
	hotline_id TEXT,
	owner_id TEXT,
	note TEXT NOT NULL,
	begins_on TEXT,
	ends_on TEXT,
	source_id TEXT,
	grade TEXT,
	as_of TEXT,
	id TEXT NOT NULL,
	marking TEXT NOT NULL,
	CONSTRAINT pk_link PRIMARY KEY (id),
	CONSTRAINT fk_link_from_id FOREIGN KEY(from_id) REFERENCES partner (id),
	CONSTRAINT fk_link_to_id FOREIGN KEY(to_id) REFERENCES partner (id),
	CONSTRAINT fk_link_case_id FOREIGN KEY(case_id) REFERENCES "case" (id),
	CONSTRAINT fk_link_from_post_id FOREIGN KEY(from_post_id) REFERENCES post (id),
	CONSTRAINT fk_link_to_post_id FOREIGN KEY(to_post_id) REFERENCES post (id),
	CONSTRAINT fk_link_hotline_id FOREIGN KEY(hotline_id) REFERENCES hotline (id),
	CONSTRAINT fk_link_owner_id FOREIGN KEY(owner_id) REFERENCES post (id),
	CONSTRAINT fk_link_source_id FOREIGN KEY(source_id) REFERENCES source (id)
);

CREATE TABLE log_entry (
	case_id TEXT NOT NULL,
	event_time TEXT,
	event_precision TEXT NOT NULL,
	kind TEXT NOT NULL,
	text TEXT NOT NULL,
	assertion TEXT NOT NULL,
	significant BOOLEAN NOT NULL,
	partner_id TEXT,
	post_id TEXT,
	source_id TEXT,
	grade TEXT,
	likelihood TEXT NOT NULL,
	confidence TEXT NOT NULL,
	precedence TEXT NOT NULL,
	holds_until TEXT,
	corrects_id TEXT,
	correction_reason TEXT NOT NULL,
	entered_at TEXT,
	author TEXT NOT NULL,
	id TEXT NOT NULL,
	marking TEXT NOT NULL,
	CONSTRAINT pk_log_entry PRIMARY KEY (id),
	CONSTRAINT fk_log_entry_case_id FOREIGN KEY(case_id) REFERENCES "case" (id),
	CONSTRAINT fk_log_entry_partner_id FOREIGN KEY(partner_id) REFERENCES partner (id),
	CONSTRAINT fk_log_entry_post_id FOREIGN KEY(post_id) REFERENCES post (id),
	CONSTRAINT fk_log_entry_source_id FOREIGN KEY(source_id) REFERENCES source (id),
	CONSTRAINT fk_log_entry_corrects_id FOREIGN KEY(corrects_id) REFERENCES log_entry (id)
);

CREATE TABLE marking_level (
	system TEXT NOT NULL,
	level TEXT NOT NULL,
	portion TEXT NOT NULL,
	rank INTEGER NOT NULL,
	"order" INTEGER NOT NULL,
	color TEXT NOT NULL,
	notes TEXT NOT NULL,
	effective_from TEXT,
	effective_to TEXT,
	source TEXT NOT NULL,
	read_on TEXT,
	confidence TEXT NOT NULL,
	id TEXT NOT NULL,
	marking TEXT NOT NULL,
	CONSTRAINT pk_marking_level PRIMARY KEY (id)
);

CREATE TABLE measure (
	title TEXT NOT NULL,
	authority TEXT NOT NULL,
	issuer_id TEXT,
	programme TEXT NOT NULL,
	kind TEXT NOT NULL,
	scope TEXT NOT NULL,
	target TEXT NOT NULL,
	target_id TEXT,
	sector TEXT NOT NULL,
	case_id TEXT,
	status TEXT NOT NULL,
	adopted_on TEXT,
	renewal_on TEXT,
	renewal_rule TEXT NOT NULL,
	citation TEXT NOT NULL,
	list_name TEXT NOT NULL,
	list_key TEXT NOT NULL,
	licences TEXT NOT NULL,
	reason TEXT NOT NULL,
	effect TEXT NOT NULL,
	evasion TEXT NOT NULL,
	lifting TEXT NOT NULL,
	begins_on TEXT,
	ends_on TEXT,
	source_id TEXT,
	grade TEXT,
	as_of TEXT,
	id TEXT NOT NULL,
	marking TEXT NOT NULL,
	CONSTRAINT pk_measure PRIMARY KEY (id),
	CONSTRAINT fk_measure_issuer_id FOREIGN KEY(issuer_id) REFERENCES partner (id),
	CONSTRAINT fk_measure_target_id FOREIGN KEY(target_id) REFERENCES partner (id),
	CONSTRAINT fk_measure_case_id FOREIGN KEY(case_id) REFERENCES "case" (id),
	CONSTRAINT fk_measure_source_id FOREIGN KEY(source_id) REFERENCES source (id)
);

CREATE TABLE membership (
	group_id TEXT NOT NULL,
	member_id TEXT NOT NULL,
	status TEXT NOT NULL,
	reservations TEXT NOT NULL,
	citation TEXT NOT NULL,
	confidence TEXT NOT NULL,
	begins_on TEXT,
	ends_on TEXT,
	source_id TEXT,
	grade TEXT,
	as_of TEXT,
	id TEXT NOT NULL,
	marking TEXT NOT NULL,
	CONSTRAINT pk_membership PRIMARY KEY (id),
	CONSTRAINT fk_membership_group_id FOREIGN KEY(group_id) REFERENCES partner (id),
	CONSTRAINT fk_membership_member_id FOREIGN KEY(member_id) REFERENCES partner (id),
	CONSTRAINT fk_membership_source_id FOREIGN KEY(source_id) REFERENCES source (id)
);

CREATE TABLE partner (
	name TEXT NOT NULL,
	kind TEXT NOT NULL,
	code TEXT NOT NULL,
	official_name TEXT NOT NULL,
	name_original TEXT NOT NULL,
	other_names TEXT NOT NULL,
	iso2 TEXT NOT NULL,
	iso_numeric TEXT NOT NULL,
	assistance_code TEXT NOT NULL,
	role TEXT NOT NULL,
	parent_id TEXT,
	host_id TEXT,
	mission_kind TEXT NOT NULL,
	region TEXT NOT NULL,
	subregion TEXT NOT NULL,
	capital TEXT NOT NULL,
	address TEXT NOT NULL,
	telephone TEXT NOT NULL,
	email TEXT NOT NULL,
	website TEXT NOT NULL,
	latitude FLOAT,
	longitude FLOAT,
	time_zone TEXT NOT NULL,
	weekend TEXT NOT NULL,
	languages TEXT NOT NULL,
	currency TEXT NOT NULL,
	political_will TEXT NOT NULL,
	capability TEXT NOT NULL,
	governance TEXT NOT NULL,
	trusted_basis TEXT NOT NULL,
	notes TEXT NOT NULL,
	begins_on TEXT,
	ends_on TEXT,
	source_id TEXT,
	grade TEXT,
	as_of TEXT,
	id TEXT NOT NULL,
	marking TEXT NOT NULL,
	CONSTRAINT pk_partner PRIMARY KEY (id),
	CONSTRAINT fk_partner_parent_id FOREIGN KEY(parent_id) REFERENCES partner (id),
	CONSTRAINT fk_partner_host_id FOREIGN KEY(host_id) REFERENCES partner (id),
	CONSTRAINT fk_partner_source_id FOREIGN KEY(source_id) REFERENCES source (id)
);

CREATE TABLE person (
	name TEXT NOT NULL,
	name_original TEXT NOT NULL,
	other_names TEXT NOT NULL,
	pronunciation TEXT NOT NULL,
	rank TEXT NOT NULL,
	rank_code TEXT NOT NULL,
	service TEXT NOT NULL,
	partner_id TEXT,
	languages TEXT NOT NULL,
	status TEXT NOT NULL,
	verified_on TEXT,
	verify_by TEXT,
	legal_basis TEXT NOT NULL,
	notes TEXT NOT NULL,
	id TEXT NOT NULL,
	marking TEXT NOT NULL,
	CONSTRAINT pk_person PRIMARY KEY (id),
	CONSTRAINT fk_person_partner_id FOREIGN KEY(partner_id) REFERENCES partner (id)
);

CREATE TABLE phase_change (
	case_id TEXT NOT NULL,
	what TEXT NOT NULL,
	"before" TEXT NOT NULL,
	"after" TEXT NOT NULL,
	at TEXT,
	"by" TEXT NOT NULL,
	why TEXT NOT NULL,
	id TEXT NOT NULL,
	marking TEXT NOT NULL,
	CONSTRAINT pk_phase_change PRIMARY KEY (id),
	CONSTRAINT fk_phase_change_case_id FOREIGN KEY(case_id) REFERENCES "case" (id)
);

CREATE TABLE position (
	partner_id TEXT NOT NULL,
	issue TEXT NOT NULL,
	stance TEXT NOT NULL,
	strength TEXT NOT NULL,
	level TEXT NOT NULL,
	case_id TEXT,
	decision_id TEXT,
	statement TEXT NOT NULL,
	confidence TEXT NOT NULL,
	begins_on TEXT,
	ends_on TEXT,
	source_id TEXT,
	grade TEXT,
	as_of TEXT,
	id TEXT NOT NULL,
	marking TEXT NOT NULL,
	CONSTRAINT pk_position PRIMARY KEY (id),
	CONSTRAINT fk_position_partner_id FOREIGN KEY(partner_id) REFERENCES partner (id),
	CONSTRAINT fk_position_case_id FOREIGN KEY(case_id) REFERENCES "case" (id),
	CONSTRAINT fk_position_decision_id FOREIGN KEY(decision_id) REFERENCES decision (id),
	CONSTRAINT fk_position_source_id FOREIGN KEY(source_id) REFERENCES source (id)
);

CREATE TABLE post (
	title TEXT NOT NULL,
	title_local TEXT NOT NULL,
	kind TEXT NOT NULL,
	partner_id TEXT,
	host_id TEXT,
	secondary TEXT NOT NULL,
	direction TEXT NOT NULL,
	status TEXT NOT NULL,
	city TEXT NOT NULL,
	time_zone TEXT NOT NULL,
	hours TEXT NOT NULL,
	languages TEXT NOT NULL,
	deputy_id TEXT,
	owner_id TEXT,
	rhythm_days INTEGER,
	verified_on TEXT,
	verify_by TEXT,
	notes TEXT NOT NULL,
	id TEXT NOT NULL,
	marking TEXT NOT NULL,
	CONSTRAINT pk_post PRIMARY KEY (id),
	CONSTRAINT fk_post_partner_id FOREIGN KEY(partner_id) REFERENCES partner (id),
	CONSTRAINT fk_post_host_id FOREIGN KEY(host_id) REFERENCES partner (id),
	CONSTRAINT fk_post_deputy_id FOREIGN KEY(deputy_id) REFERENCES post (id),
	CONSTRAINT fk_post_owner_id FOREIGN KEY(owner_id) REFERENCES post (id)
);

CREATE TABLE revision (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	at TEXT NOT NULL,
	actor TEXT NOT NULL,
	kind TEXT NOT NULL,
	summary TEXT NOT NULL,
	reverts_id INTEGER,
	digest TEXT NOT NULL,
	CONSTRAINT fk_revision_reverts_id FOREIGN KEY(reverts_id) REFERENCES revision (id)
);

CREATE VIRTUAL TABLE search USING fts5(caption, body, latin, tags, content='', contentless_delete=1, tokenize="unicode61 remove_diacritics 2", prefix='1 2 3');

CREATE TABLE source (
	title TEXT NOT NULL,
	kind TEXT NOT NULL,
	origin TEXT NOT NULL,
	reference TEXT NOT NULL,
	dated TEXT,
	grade TEXT,
	address TEXT NOT NULL,
	sha256 TEXT NOT NULL,
	summary TEXT NOT NULL,
	id TEXT NOT NULL,
	marking TEXT NOT NULL,
	CONSTRAINT pk_source PRIMARY KEY (id)
);

CREATE TABLE term (
	vocabulary TEXT NOT NULL,
	code TEXT NOT NULL,
	label TEXT NOT NULL,
	description TEXT NOT NULL,
	position INTEGER NOT NULL,
	attributes TEXT NOT NULL,
	effective_from TEXT,
	effective_to TEXT,
	source TEXT NOT NULL,
	read_on TEXT,
	confidence TEXT NOT NULL,
	id TEXT NOT NULL,
	marking TEXT NOT NULL,
	CONSTRAINT pk_term PRIMARY KEY (id)
);

CREATE TABLE transfer (
	title TEXT NOT NULL,
	number TEXT NOT NULL,
	channel TEXT NOT NULL,
	status TEXT NOT NULL,
	sale_stage TEXT NOT NULL,
	licence_stage TEXT NOT NULL,
	supplier_id TEXT,
	recipient_id TEXT,
	end_user TEXT NOT NULL,
	case_id TEXT,
	value TEXT,
	equipment_value TEXT,
	construction_value TEXT,
	authority TEXT NOT NULL,
	licence TEXT NOT NULL,
	purpose TEXT NOT NULL,
	requested_on TEXT,
	notified_on TEXT,
	notification TEXT NOT NULL,
	clock_ends_on TEXT,
	offer_expires_on TEXT,
	accepted_on TEXT,
	delivery_on TEXT,
	check_on TEXT,
	conditions TEXT NOT NULL,
	sustainment TEXT NOT NULL,
	industry TEXT NOT NULL,
	notes TEXT NOT NULL,
	source_id TEXT,
	grade TEXT,
	as_of TEXT,
	id TEXT NOT NULL,
	marking TEXT NOT NULL,
	CONSTRAINT pk_transfer PRIMARY KEY (id),
	CONSTRAINT fk_transfer_supplier_id FOREIGN KEY(supplier_id) REFERENCES partner (id),
	CONSTRAINT fk_transfer_recipient_id FOREIGN KEY(recipient_id) REFERENCES partner (id),
	CONSTRAINT fk_transfer_case_id FOREIGN KEY(case_id) REFERENCES "case" (id),
	CONSTRAINT fk_transfer_source_id FOREIGN KEY(source_id) REFERENCES source (id)
);

CREATE TABLE transfer_item (
	transfer_id TEXT NOT NULL,
	description TEXT NOT NULL,
	kind TEXT NOT NULL,
	line TEXT NOT NULL,
	quantity FLOAT,
	unit TEXT NOT NULL,
	value TEXT,
	category TEXT NOT NULL,
	major BOOLEAN NOT NULL,
	delivered FLOAT,
	due_on TEXT,
	notes TEXT NOT NULL,
	id TEXT NOT NULL,
	marking TEXT NOT NULL,
	CONSTRAINT pk_transfer_item PRIMARY KEY (id),
	CONSTRAINT fk_transfer_item_transfer_id FOREIGN KEY(transfer_id) REFERENCES transfer (id)
);

CREATE INDEX ix_action_case_id ON action (case_id) WHERE case_id IS NOT NULL;

CREATE INDEX ix_action_decision_id ON action (decision_id) WHERE decision_id IS NOT NULL;

CREATE INDEX ix_action_depends_on_id ON action (depends_on_id) WHERE depends_on_id IS NOT NULL;

CREATE INDEX ix_action_due_at ON action (due_at);

CREATE INDEX ix_action_owner_id ON action (owner_id) WHERE owner_id IS NOT NULL;

CREATE INDEX ix_action_partner_id ON action (partner_id) WHERE partner_id IS NOT NULL;

CREATE INDEX ix_adjustment_case_id ON adjustment (case_id) WHERE case_id IS NOT NULL;

CREATE INDEX ix_adjustment_decided_by_id ON adjustment (decided_by_id) WHERE decided_by_id IS NOT NULL;

CREATE INDEX ix_adjustment_measure_id ON adjustment (measure_id) WHERE measure_id IS NOT NULL;

CREATE INDEX ix_adjustment_partner_id ON adjustment (partner_id) WHERE partner_id IS NOT NULL;

CREATE INDEX ix_adjustment_reversal_owner_id ON adjustment (reversal_owner_id) WHERE reversal_owner_id IS NOT NULL;

CREATE INDEX ix_adjustment_source_id ON adjustment (source_id) WHERE source_id IS NOT NULL;

CREATE INDEX ix_adjustment_transfer_id ON adjustment (transfer_id) WHERE transfer_id IS NOT NULL;

CREATE INDEX ix_alignment_measure_id ON alignment (measure_id);

CREATE INDEX ix_alignment_partner_id ON alignment (partner_id);

CREATE INDEX ix_alignment_source_id ON alignment (source_id) WHERE source_id IS NOT NULL;

CREATE INDEX ix_brief_case_id ON brief (case_id);

CREATE INDEX ix_brief_sha256 ON brief (sha256);

CREATE INDEX ix_brief_supersedes_id ON brief (supersedes_id) WHERE supersedes_id IS NOT NULL;

CREATE INDEX ix_call_at ON call (at);

CREATE INDEX ix_call_case_id ON call (case_id) WHERE case_id IS NOT NULL;

CREATE INDEX ix_call_channel_id ON call (channel_id) WHERE channel_id IS NOT NULL;

CREATE INDEX ix_call_hotline_id ON call (hotline_id) WHERE hotline_id IS NOT NULL;

CREATE INDEX ix_call_partner_id ON call (partner_id) WHERE partner_id IS NOT NULL;

CREATE INDEX ix_call_person_id ON call (person_id) WHERE person_id IS NOT NULL;

CREATE INDEX ix_call_post_id ON call (post_id) WHERE post_id IS NOT NULL;

CREATE INDEX ix_case_lead_desk_id ON "case" (lead_desk_id) WHERE lead_desk_id IS NOT NULL;

CREATE INDEX ix_case_owner_id ON "case" (owner_id) WHERE owner_id IS NOT NULL;

CREATE INDEX ix_case_parent_id ON "case" (parent_id) WHERE parent_id IS NOT NULL;

CREATE INDEX ix_change_record_id ON change (record_id);

CREATE INDEX ix_change_revision_id ON change (revision_id);

CREATE INDEX ix_channel_partner_id ON channel (partner_id) WHERE partner_id IS NOT NULL;

CREATE INDEX ix_channel_post_id ON channel (post_id) WHERE post_id IS NOT NULL;

CREATE INDEX ix_commitment_case_id ON commitment (case_id) WHERE case_id IS NOT NULL;

CREATE INDEX ix_commitment_giver_id ON commitment (giver_id);

CREATE INDEX ix_commitment_receiver_id ON commitment (receiver_id) WHERE receiver_id IS NOT NULL;

CREATE INDEX ix_commitment_source_id ON commitment (source_id) WHERE source_id IS NOT NULL;

CREATE INDEX ix_decision_case_id ON decision (case_id);

CREATE INDEX ix_decision_decided_by_id ON decision (decided_by_id) WHERE decided_by_id IS NOT NULL;

CREATE INDEX ix_desk_home_id ON desk (home_id) WHERE home_id IS NOT NULL;

CREATE INDEX ix_hotline_from_id ON hotline (from_id) WHERE from_id IS NOT NULL;

CREATE INDEX ix_hotline_from_post_id ON hotline (from_post_id) WHERE from_post_id IS NOT NULL;

CREATE INDEX ix_hotline_to_id ON hotline (to_id) WHERE to_id IS NOT NULL;

CREATE INDEX ix_hotline_to_post_id ON hotline (to_post_id) WHERE to_post_id IS NOT NULL;

CREATE INDEX ix_incumbency_person_id ON incumbency (person_id);

CREATE INDEX ix_incumbency_post_id ON incumbency (post_id);

CREATE INDEX ix_incumbency_source_id ON incumbency (source_id) WHERE source_id IS NOT NULL;

CREATE INDEX ix_involvement_case_id ON involvement (case_id);

CREATE INDEX ix_involvement_partner_id ON involvement (partner_id);

CREATE INDEX ix_involvement_post_id ON involvement (post_id) WHERE post_id IS NOT NULL;

CREATE INDEX ix_involvement_source_id ON involvement (source_id) WHERE source_id IS NOT NULL;

CREATE INDEX ix_link_case_id ON link (case_id) WHERE case_id IS NOT NULL;

CREATE INDEX ix_link_from_id ON link (from_id);

CREATE INDEX ix_link_from_post_id ON link (from_post_id) WHERE from_post_id IS NOT NULL;

CREATE INDEX ix_link_hotline_id ON link (hotline_id) WHERE hotline_id IS NOT NULL;

CREATE INDEX ix_link_owner_id ON link (owner_id) WHERE owner_id IS NOT NULL;

CREATE INDEX ix_link_source_id ON link (source_id) WHERE source_id IS NOT NULL;

CREATE INDEX ix_link_to_id ON link (to_id);

CREATE INDEX ix_link_to_post_id ON link (to_post_id) WHERE to_post_id IS NOT NULL;

CREATE INDEX ix_log_entry_case_id ON log_entry (case_id);

CREATE INDEX ix_log_entry_corrects_id ON log_entry (corrects_id) WHERE corrects_id IS NOT NULL;

CREATE INDEX ix_log_entry_event_time ON log_entry (event_time);

CREATE INDEX ix_log_entry_partner_id ON log_entry (partner_id) WHERE partner_id IS NOT NULL;

CREATE INDEX ix_log_entry_post_id ON log_entry (post_id) WHERE post_id IS NOT NULL;

CREATE INDEX ix_log_entry_source_id ON log_entry (source_id) WHERE source_id IS NOT NULL;

CREATE INDEX ix_measure_case_id ON measure (case_id) WHERE case_id IS NOT NULL;

CREATE INDEX ix_measure_issuer_id ON measure (issuer_id) WHERE issuer_id IS NOT NULL;

CREATE INDEX ix_measure_source_id ON measure (source_id) WHERE source_id IS NOT NULL;

CREATE INDEX ix_measure_target_id ON measure (target_id) WHERE target_id IS NOT NULL;

CREATE INDEX ix_membership_group_id ON membership (group_id);

CREATE INDEX ix_membership_member_id ON membership (member_id);

CREATE INDEX ix_membership_source_id ON membership (source_id) WHERE source_id IS NOT NULL;

CREATE INDEX ix_partner_code ON partner (code);

CREATE INDEX ix_partner_host_id ON partner (host_id) WHERE host_id IS NOT NULL;

CREATE INDEX ix_partner_parent_id ON partner (parent_id) WHERE parent_id IS NOT NULL;

CREATE INDEX ix_partner_source_id ON partner (source_id) WHERE source_id IS NOT NULL;

CREATE INDEX ix_person_partner_id ON person (partner_id) WHERE partner_id IS NOT NULL;

CREATE INDEX ix_phase_change_case_id ON phase_change (case_id);

CREATE INDEX ix_position_case_id ON position (case_id) WHERE case_id IS NOT NULL;

CREATE INDEX ix_position_decision_id ON position (decision_id) WHERE decision_id IS NOT NULL;

CREATE INDEX ix_position_partner_id ON position (partner_id);

CREATE INDEX ix_position_source_id ON position (source_id) WHERE source_id IS NOT NULL;

CREATE INDEX ix_post_deputy_id ON post (deputy_id) WHERE deputy_id IS NOT NULL;

CREATE INDEX ix_post_host_id ON post (host_id) WHERE host_id IS NOT NULL;

CREATE INDEX ix_post_owner_id ON post (owner_id) WHERE owner_id IS NOT NULL;

CREATE INDEX ix_post_partner_id ON post (partner_id) WHERE partner_id IS NOT NULL;

CREATE INDEX ix_term_vocabulary ON term (vocabulary);

CREATE INDEX ix_transfer_case_id ON transfer (case_id) WHERE case_id IS NOT NULL;

CREATE INDEX ix_transfer_item_transfer_id ON transfer_item (transfer_id);

CREATE INDEX ix_transfer_number ON transfer (number);

CREATE INDEX ix_transfer_recipient_id ON transfer (recipient_id) WHERE recipient_id IS NOT NULL;

CREATE INDEX ix_transfer_source_id ON transfer (source_id) WHERE source_id IS NOT NULL;

CREATE INDEX ix_transfer_supplier_id ON transfer (supplier_id) WHERE supplier_id IS NOT NULL;
