CREATE TABLE access (
	name TEXT NOT NULL,
	kind TEXT NOT NULL,
	status TEXT NOT NULL,
	partner_id TEXT,
	agreement_id TEXT,
	case_id TEXT,
	dependency TEXT NOT NULL,
	alternative TEXT NOT NULL,
	risk TEXT NOT NULL,
	effect TEXT NOT NULL,
	place TEXT NOT NULL,
	latitude FLOAT,
	longitude FLOAT,
	review_on TEXT,
	begins_on TEXT,
	ends_on TEXT,
	source_id TEXT,
	grade TEXT,
	as_of TEXT,
	id TEXT NOT NULL,
	marking TEXT NOT NULL,
	CONSTRAINT pk_access PRIMARY KEY (id),
	CONSTRAINT fk_access_partner_id FOREIGN KEY(partner_id) REFERENCES partner (id),
	CONSTRAINT fk_access_agreement_id FOREIGN KEY(agreement_id) REFERENCES agreement (id),
	CONSTRAINT fk_access_case_id FOREIGN KEY(case_id) REFERENCES "case" (id),
	CONSTRAINT fk_access_source_id FOREIGN KEY(source_id) REFERENCES source (id)
);

CREATE TABLE accreditation (
	post_id TEXT NOT NULL,
	host_id TEXT NOT NULL,
	person_id TEXT,
	status TEXT NOT NULL,
	resident BOOLEAN NOT NULL,
	note_verbale TEXT NOT NULL,
	asked_on TEXT,
	answer_by TEXT,
	agreed_on TEXT,
	refused_on TEXT,
	presented_on TEXT,
	list_order INTEGER,
	declared_on TEXT,
	leave_by TEXT,
	answers_id TEXT,
	note TEXT NOT NULL,
	begins_on TEXT,
	ends_on TEXT,
	source_id TEXT,
	grade TEXT,
	as_of TEXT,
	id TEXT NOT NULL,
	marking TEXT NOT NULL,
	CONSTRAINT pk_accreditation PRIMARY KEY (id),
	CONSTRAINT fk_accreditation_post_id FOREIGN KEY(post_id) REFERENCES post (id),
	CONSTRAINT fk_accreditation_host_id FOREIGN KEY(host_id) REFERENCES partner (id),
	CONSTRAINT fk_accreditation_person_id FOREIGN KEY(person_id) REFERENCES person (id),
	CONSTRAINT fk_accreditation_answers_id FOREIGN KEY(answers_id) REFERENCES accreditation (id),
	CONSTRAINT fk_accreditation_source_id FOREIGN KEY(source_id) REFERENCES source (id)
);

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
	escalate_to_id TEXT,
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
	CONSTRAINT fk_action_escalate_to_id FOREIGN KEY(escalate_to_id) REFERENCES post (id),
	CONSTRAINT fk_action_depends_on_id FOREIGN KEY(depends_on_id) REFERENCES action (id),
	CONSTRAINT fk_action_decision_id FOREIGN KEY(decision_id) REFERENCES decision (id)
);

CREATE TABLE adjustment (
	kind TEXT NOT NULL,
	change TEXT NOT NULL,
	lever TEXT NOT NULL,
	transfer_id TEXT,
	item_id TEXT,
	licence_id TEXT,
	measure_id TEXT,
	programme_id TEXT,
	export_control_id TEXT,
	exercise_id TEXT,
	engagement_id TEXT,
	partner_id TEXT,
	to_partner_id TEXT,
	case_id TEXT,
	notification_id TEXT,
	quantity FLOAT,
	value TEXT,
	status TEXT NOT NULL,
	reason TEXT NOT NULL,
	"trigger" TEXT NOT NULL,
	authority TEXT NOT NULL,
	decided_by_id TEXT,
	decided_at TEXT,
	consultation TEXT NOT NULL,
	effect TEXT NOT NULL,
	deters TEXT NOT NULL,
	reassures TEXT NOT NULL,
	side_effects TEXT NOT NULL,
	reversal TEXT NOT NULL,
	reversal_owner_id TEXT,
	review_on TEXT,
	despite TEXT NOT NULL,
	"before" TEXT NOT NULL,
	ended_why TEXT NOT NULL,
	begins_on TEXT,
	ends_on TEXT,
	source_id TEXT,
	grade TEXT,
	as_of TEXT,
	id TEXT NOT NULL,
	marking TEXT NOT NULL,
	CONSTRAINT pk_adjustment PRIMARY KEY (id),
	CONSTRAINT fk_adjustment_transfer_id FOREIGN KEY(transfer_id) REFERENCES transfer (id),
	CONSTRAINT fk_adjustment_item_id FOREIGN KEY(item_id) REFERENCES transfer_item (id),
	CONSTRAINT fk_adjustment_licence_id FOREIGN KEY(licence_id) REFERENCES licence (id),
	CONSTRAINT fk_adjustment_measure_id FOREIGN KEY(measure_id) REFERENCES measure (id),
	CONSTRAINT fk_adjustment_programme_id FOREIGN KEY(programme_id) REFERENCES programme (id),
	CONSTRAINT fk_adjustment_export_control_id FOREIGN KEY(export_control_id) REFERENCES export_control (id),
	CONSTRAINT fk_adjustment_exercise_id FOREIGN KEY(exercise_id) REFERENCES exercise (id),
	CONSTRAINT fk_adjustment_engagement_id FOREIGN KEY(engagement_id) REFERENCES engagement (id),
	CONSTRAINT fk_adjustment_partner_id FOREIGN KEY(partner_id) REFERENCES partner (id),
	CONSTRAINT fk_adjustment_to_partner_id FOREIGN KEY(to_partner_id) REFERENCES partner (id),
	CONSTRAINT fk_adjustment_case_id FOREIGN KEY(case_id) REFERENCES "case" (id),
	CONSTRAINT fk_adjustment_notification_id FOREIGN KEY(notification_id) REFERENCES notification (id),
	CONSTRAINT fk_adjustment_decided_by_id FOREIGN KEY(decided_by_id) REFERENCES post (id),
	CONSTRAINT fk_adjustment_reversal_owner_id FOREIGN KEY(reversal_owner_id) REFERENCES post (id),
	CONSTRAINT fk_adjustment_source_id FOREIGN KEY(source_id) REFERENCES source (id)
);

CREATE TABLE agency_position (
	decision_id TEXT NOT NULL,
	partner_id TEXT NOT NULL,
	stance TEXT NOT NULL,
	option_id TEXT,
	reason TEXT NOT NULL,
	level TEXT NOT NULL,
	stated_by TEXT NOT NULL,
	stated_on TEXT,
	needed TEXT NOT NULL,
	source_id TEXT,
	grade TEXT,
	as_of TEXT,
	id TEXT NOT NULL,
	marking TEXT NOT NULL,
	CONSTRAINT pk_agency_position PRIMARY KEY (id),
	CONSTRAINT fk_agency_position_decision_id FOREIGN KEY(decision_id) REFERENCES decision (id),
	CONSTRAINT fk_agency_position_partner_id FOREIGN KEY(partner_id) REFERENCES partner (id),
	CONSTRAINT fk_agency_position_option_id FOREIGN KEY(option_id) REFERENCES decision_option (id),
	CONSTRAINT fk_agency_position_source_id FOREIGN KEY(source_id) REFERENCES source (id)
);

CREATE TABLE agreement (
	title TEXT NOT NULL,
	short_name TEXT NOT NULL,
	kind TEXT NOT NULL,
	status TEXT NOT NULL,
	portfolio TEXT NOT NULL,
	case_id TEXT,
	signed_on TEXT,
	notice_by TEXT,
	notice_months INTEGER,
	renewal_rule TEXT NOT NULL,
	lapse_effect TEXT NOT NULL,
	obligations TEXT NOT NULL,
	"limit" TEXT,
	depositary_id TEXT,
	citation TEXT NOT NULL,
	owner_id TEXT,
	review_on TEXT,
	notes TEXT NOT NULL,
	begins_on TEXT,
	ends_on TEXT,
	source_id TEXT,
	grade TEXT,
	as_of TEXT,
	id TEXT NOT NULL,
	marking TEXT NOT NULL,
	CONSTRAINT pk_agreement PRIMARY KEY (id),
	CONSTRAINT fk_agreement_case_id FOREIGN KEY(case_id) REFERENCES "case" (id),
	CONSTRAINT fk_agreement_depositary_id FOREIGN KEY(depositary_id) REFERENCES partner (id),
	CONSTRAINT fk_agreement_owner_id FOREIGN KEY(owner_id) REFERENCES post (id),
	CONSTRAINT fk_agreement_source_id FOREIGN KEY(source_id) REFERENCES source (id)
);

CREATE TABLE agreement_party (
	agreement_id TEXT NOT NULL,
	partner_id TEXT NOT NULL,
	role TEXT NOT NULL,
	ratified_on TEXT,
	reservations TEXT NOT NULL,
	begins_on TEXT,
	ends_on TEXT,
	source_id TEXT,
	grade TEXT,
	as_of TEXT,
	id TEXT NOT NULL,
	marking TEXT NOT NULL,
	CONSTRAINT pk_agreement_party PRIMARY KEY (id),
	CONSTRAINT fk_agreement_party_agreement_id FOREIGN KEY(agreement_id) REFERENCES agreement (id),
	CONSTRAINT fk_agreement_party_partner_id FOREIGN KEY(partner_id) REFERENCES partner (id),
	CONSTRAINT fk_agreement_party_source_id FOREIGN KEY(source_id) REFERENCES source (id)
);

CREATE TABLE aid_figure (
	place TEXT NOT NULL,
	stage TEXT NOT NULL,
	fiscal_year INTEGER,
	part TEXT NOT NULL,
	partner_id TEXT,
	place_code TEXT NOT NULL,
	amount TEXT,
	constant_amount TEXT,
	source_id TEXT,
	grade TEXT,
	as_of TEXT,
	id TEXT NOT NULL,
	marking TEXT NOT NULL,
	CONSTRAINT pk_aid_figure PRIMARY KEY (id),
	CONSTRAINT fk_aid_figure_partner_id FOREIGN KEY(partner_id) REFERENCES partner (id),
	CONSTRAINT fk_aid_figure_source_id FOREIGN KEY(source_id) REFERENCES source (id)
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

CREATE TABLE arms_deal (
	designation TEXT NOT NULL,
	description TEXT NOT NULL,
	supplier_name TEXT NOT NULL,
	recipient_name TEXT NOT NULL,
	supplier_id TEXT,
	recipient_id TEXT,
	ordered_in INTEGER,
	order_uncertain BOOLEAN NOT NULL,
	ordered INTEGER,
	ordered_uncertain BOOLEAN NOT NULL,
	delivered INTEGER,
	delivered_uncertain BOOLEAN NOT NULL,
	delivery_years TEXT NOT NULL,
	condition TEXT NOT NULL,
	comments TEXT NOT NULL,
	unit_volume FLOAT,
	order_volume FLOAT,
	delivered_volume FLOAT,
	source_id TEXT,
	grade TEXT,
	as_of TEXT,
	id TEXT NOT NULL,
	marking TEXT NOT NULL,
	CONSTRAINT pk_arms_deal PRIMARY KEY (id),
	CONSTRAINT fk_arms_deal_supplier_id FOREIGN KEY(supplier_id) REFERENCES partner (id),
	CONSTRAINT fk_arms_deal_recipient_id FOREIGN KEY(recipient_id) REFERENCES partner (id),
	CONSTRAINT fk_arms_deal_source_id FOREIGN KEY(source_id) REFERENCES source (id)
);

CREATE TABLE assumption (
	text TEXT NOT NULL,
	case_id TEXT,
	state TEXT NOT NULL,
	expires_on TEXT,
	test TEXT NOT NULL,
	consequence TEXT NOT NULL,
	owner_id TEXT,
	decision_id TEXT,
	log_entry_id TEXT,
	source_id TEXT,
	grade TEXT,
	as_of TEXT,
	id TEXT NOT NULL,
	marking TEXT NOT NULL,
	CONSTRAINT pk_assumption PRIMARY KEY (id),
	CONSTRAINT fk_assumption_case_id FOREIGN KEY(case_id) REFERENCES "case" (id),
	CONSTRAINT fk_assumption_owner_id FOREIGN KEY(owner_id) REFERENCES post (id),
	CONSTRAINT fk_assumption_decision_id FOREIGN KEY(decision_id) REFERENCES decision (id),
	CONSTRAINT fk_assumption_log_entry_id FOREIGN KEY(log_entry_id) REFERENCES log_entry (id),
	CONSTRAINT fk_assumption_source_id FOREIGN KEY(source_id) REFERENCES source (id)
);

CREATE TABLE authority (
	name TEXT NOT NULL,
	code TEXT NOT NULL,
	kind TEXT NOT NULL,
	citation TEXT NOT NULL,
	note TEXT NOT NULL,
	applies_to TEXT NOT NULL,
	assistance BOOLEAN NOT NULL,
	cap TEXT,
	cap_period TEXT NOT NULL,
	cap_note TEXT NOT NULL,
	notice_days INTEGER,
	notice TEXT NOT NULL,
	effective_from TEXT,
	effective_to TEXT,
	source TEXT NOT NULL,
	read_on TEXT,
	confidence TEXT NOT NULL,
	id TEXT NOT NULL,
	marking TEXT NOT NULL,
	CONSTRAINT pk_authority PRIMARY KEY (id)
);

CREATE TABLE balance_note (
	title TEXT NOT NULL,
	region TEXT NOT NULL,
	transfer_id TEXT,
	case_id TEXT,
	"trigger" TEXT NOT NULL,
	perceptions TEXT NOT NULL,
	reactions TEXT NOT NULL,
	arms_race TEXT NOT NULL,
	arms_race_note TEXT NOT NULL,
	mitigation TEXT NOT NULL,
	dissent TEXT NOT NULL,
	author_id TEXT,
	written_on TEXT,
	review_on TEXT,
	source_id TEXT,
	grade TEXT,
	as_of TEXT,
	id TEXT NOT NULL,
	marking TEXT NOT NULL,
	CONSTRAINT pk_balance_note PRIMARY KEY (id),
	CONSTRAINT fk_balance_note_transfer_id FOREIGN KEY(transfer_id) REFERENCES transfer (id),
	CONSTRAINT fk_balance_note_case_id FOREIGN KEY(case_id) REFERENCES "case" (id),
	CONSTRAINT fk_balance_note_author_id FOREIGN KEY(author_id) REFERENCES post (id),
	CONSTRAINT fk_balance_note_source_id FOREIGN KEY(source_id) REFERENCES source (id)
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
	addressees TEXT NOT NULL,
	distribution TEXT NOT NULL,
	clearances TEXT NOT NULL,
	uplift_reason TEXT NOT NULL,
	partner_id TEXT,
	post_id TEXT,
	inputs_sha256 TEXT NOT NULL,
	id TEXT NOT NULL,
	marking TEXT NOT NULL,
	CONSTRAINT pk_brief PRIMARY KEY (id),
	CONSTRAINT fk_brief_case_id FOREIGN KEY(case_id) REFERENCES "case" (id),
	CONSTRAINT fk_brief_supersedes_id FOREIGN KEY(supersedes_id) REFERENCES brief (id),
	CONSTRAINT fk_brief_partner_id FOREIGN KEY(partner_id) REFERENCES partner (id),
	CONSTRAINT fk_brief_post_id FOREIGN KEY(post_id) REFERENCES post (id)
);

CREATE TABLE budget_line (
	title TEXT NOT NULL,
	programme_id TEXT,
	partner_id TEXT,
	case_id TEXT,
	fiscal_year INTEGER,
	cost TEXT,
	price_basis TEXT NOT NULL,
	opportunity TEXT NOT NULL,
	overlap TEXT NOT NULL,
	metric TEXT NOT NULL,
	result TEXT NOT NULL,
	committed_on TEXT,
	expires_on TEXT,
	source_id TEXT,
	grade TEXT,
	as_of TEXT,
	id TEXT NOT NULL,
	marking TEXT NOT NULL,
	CONSTRAINT pk_budget_line PRIMARY KEY (id),
	CONSTRAINT fk_budget_line_programme_id FOREIGN KEY(programme_id) REFERENCES programme (id),
	CONSTRAINT fk_budget_line_partner_id FOREIGN KEY(partner_id) REFERENCES partner (id),
	CONSTRAINT fk_budget_line_case_id FOREIGN KEY(case_id) REFERENCES "case" (id),
	CONSTRAINT fk_budget_line_source_id FOREIGN KEY(source_id) REFERENCES source (id)
);

CREATE TABLE burden_share (
	partner_id TEXT NOT NULL,
	basis TEXT NOT NULL,
	case_id TEXT,
	year INTEGER,
	share TEXT,
	value TEXT,
	quantity FLOAT,
	unit TEXT NOT NULL,
	denominator TEXT NOT NULL,
	price_basis TEXT NOT NULL,
	certainty TEXT NOT NULL,
	target_id TEXT,
	notes TEXT NOT NULL,
	source_id TEXT,
	grade TEXT,
	as_of TEXT,
	id TEXT NOT NULL,
	marking TEXT NOT NULL,
	CONSTRAINT pk_burden_share PRIMARY KEY (id),
	CONSTRAINT fk_burden_share_partner_id FOREIGN KEY(partner_id) REFERENCES partner (id),
	CONSTRAINT fk_burden_share_case_id FOREIGN KEY(case_id) REFERENCES "case" (id),
	CONSTRAINT fk_burden_share_target_id FOREIGN KEY(target_id) REFERENCES burden_target (id),
	CONSTRAINT fk_burden_share_source_id FOREIGN KEY(source_id) REFERENCES source (id)
);

CREATE TABLE burden_target (
	name TEXT NOT NULL,
	group_id TEXT,
	basis TEXT NOT NULL,
	share TEXT,
	denominator TEXT NOT NULL,
	reach_by TEXT,
	review_on TEXT,
	confidence TEXT NOT NULL,
	notes TEXT NOT NULL,
	begins_on TEXT,
	ends_on TEXT,
	source_id TEXT,
	grade TEXT,
	as_of TEXT,
	id TEXT NOT NULL,
	marking TEXT NOT NULL,
	CONSTRAINT pk_burden_target PRIMARY KEY (id),
	CONSTRAINT fk_burden_target_group_id FOREIGN KEY(group_id) REFERENCES partner (id),
	CONSTRAINT fk_burden_target_source_id FOREIGN KEY(source_id) REFERENCES source (id)
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

CREATE TABLE capability (
	partner_id TEXT NOT NULL,
	name TEXT NOT NULL,
	domain TEXT NOT NULL,
	kind TEXT NOT NULL,
	band TEXT NOT NULL,
	quantity FLOAT,
	unit TEXT NOT NULL,
	readiness TEXT NOT NULL,
	gap TEXT NOT NULL,
	programme_id TEXT,
	review_on TEXT,
	notes TEXT NOT NULL,
	begins_on TEXT,
	ends_on TEXT,
	source_id TEXT,
	grade TEXT,
	as_of TEXT,
	id TEXT NOT NULL,
	marking TEXT NOT NULL,
	CONSTRAINT pk_capability PRIMARY KEY (id),
	CONSTRAINT fk_capability_partner_id FOREIGN KEY(partner_id) REFERENCES partner (id),
	CONSTRAINT fk_capability_programme_id FOREIGN KEY(programme_id) REFERENCES programme (id),
	CONSTRAINT fk_capability_source_id FOREIGN KEY(source_id) REFERENCES source (id)
);

CREATE TABLE "case" (
	title TEXT NOT NULL,
	codename TEXT NOT NULL,
	kind TEXT NOT NULL,
	phase TEXT NOT NULL,
	phase_model TEXT NOT NULL,
	model_phase TEXT NOT NULL,
	template_id TEXT,
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
	CONSTRAINT fk_case_template_id FOREIGN KEY(template_id) REFERENCES case_template (id),
	CONSTRAINT fk_case_lead_desk_id FOREIGN KEY(lead_desk_id) REFERENCES partner (id),
	CONSTRAINT fk_case_owner_id FOREIGN KEY(owner_id) REFERENCES post (id),
	CONSTRAINT fk_case_parent_id FOREIGN KEY(parent_id) REFERENCES "case" (id)
);

CREATE TABLE case_template (
	name TEXT NOT NULL,
	kind TEXT NOT NULL,
	severity TEXT NOT NULL,
	phase_model TEXT NOT NULL,
	precedence TEXT NOT NULL,
	portfolio TEXT NOT NULL,
	rhythm_hours INTEGER,
	quiet_hours INTEGER,
	objectives TEXT NOT NULL,
	aim TEXT NOT NULL,
	reminders TEXT NOT NULL,
	effective_from TEXT,
	effective_to TEXT,
	source TEXT NOT NULL,
	read_on TEXT,
	confidence TEXT NOT NULL,
	id TEXT NOT NULL,
	marking TEXT NOT NULL,
	CONSTRAINT pk_case_template PRIMARY KEY (id)
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
	seal TEXT,
	CONSTRAINT pk_change PRIMARY KEY (id),
	CONSTRAINT fk_change_revision_id FOREIGN KEY(revision_id) REFERENCES revision (id)
);

CREATE TABLE channel (
	kind TEXT NOT NULL,
	address TEXT NOT NULL,
	number TEXT NOT NULL,
	number_check TEXT NOT NULL,
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
	agreement_id TEXT,
	theatre TEXT NOT NULL,
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
	deters TEXT NOT NULL,
	reassures TEXT NOT NULL,
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
	CONSTRAINT fk_commitment_agreement_id FOREIGN KEY(agreement_id) REFERENCES agreement (id),
	CONSTRAINT fk_commitment_source_id FOREIGN KEY(source_id) REFERENCES source (id)
);

CREATE TABLE condition (
	text TEXT NOT NULL,
	kind TEXT NOT NULL,
	status TEXT NOT NULL,
	scope TEXT NOT NULL,
	partner_id TEXT,
	case_id TEXT,
	transfer_id TEXT,
	programme_id TEXT,
	agreement_id TEXT,
	licence_id TEXT,
	commitment_id TEXT,
	measure_id TEXT,
	authority_id TEXT,
	metric TEXT NOT NULL,
	baseline TEXT NOT NULL,
	target TEXT NOT NULL,
	due_on TEXT,
	owner_id TEXT,
	evidence TEXT NOT NULL,
	enforceability TEXT NOT NULL,
	waiver TEXT NOT NULL,
	waived_until TEXT,
	begins_on TEXT,
	ends_on TEXT,
	source_id TEXT,
	grade TEXT,
	as_of TEXT,
	id TEXT NOT NULL,
	marking TEXT NOT NULL,
	CONSTRAINT pk_condition PRIMARY KEY (id),
	CONSTRAINT fk_condition_partner_id FOREIGN KEY(partner_id) REFERENCES partner (id),
	CONSTRAINT fk_condition_case_id FOREIGN KEY(case_id) REFERENCES "case" (id),
	CONSTRAINT fk_condition_transfer_id FOREIGN KEY(transfer_id) REFERENCES transfer (id),
	CONSTRAINT fk_condition_programme_id FOREIGN KEY(programme_id) REFERENCES programme (id),
	CONSTRAINT fk_condition_agreement_id FOREIGN KEY(agreement_id) REFERENCES agreement (id),
	CONSTRAINT fk_condition_licence_id FOREIGN KEY(licence_id) REFERENCES licence (id),
	CONSTRAINT fk_condition_commitment_id FOREIGN KEY(commitment_id) REFERENCES commitment (id),
	CONSTRAINT fk_condition_measure_id FOREIGN KEY(measure_id) REFERENCES measure (id),
	CONSTRAINT fk_condition_authority_id FOREIGN KEY(authority_id) REFERENCES authority (id),
	CONSTRAINT fk_condition_owner_id FOREIGN KEY(owner_id) REFERENCES post (id),
	CONSTRAINT fk_condition_source_id FOREIGN KEY(source_id) REFERENCES source (id)
);

CREATE TABLE "conflict" (
	subject TEXT NOT NULL,
	what TEXT NOT NULL,
	record_type TEXT NOT NULL,
	record_key TEXT NOT NULL,
	field_name TEXT NOT NULL,
	stands TEXT NOT NULL,
	stands_since TEXT,
	other TEXT NOT NULL,
	other_since TEXT,
	state TEXT NOT NULL,
	decision TEXT NOT NULL,
	decided_at TEXT,
	decided_by TEXT NOT NULL,
	id TEXT NOT NULL,
	marking TEXT NOT NULL,
	CONSTRAINT pk_conflict PRIMARY KEY (id)
);

CREATE TABLE consideration (
	decision_id TEXT NOT NULL,
	argument TEXT NOT NULL,
	side TEXT NOT NULL,
	option_id TEXT,
	debate TEXT NOT NULL,
	author TEXT NOT NULL,
	partner_id TEXT,
	weight INTEGER,
	source_id TEXT,
	grade TEXT,
	as_of TEXT,
	id TEXT NOT NULL,
	marking TEXT NOT NULL,
	CONSTRAINT pk_consideration PRIMARY KEY (id),
	CONSTRAINT fk_consideration_decision_id FOREIGN KEY(decision_id) REFERENCES decision (id),
	CONSTRAINT fk_consideration_option_id FOREIGN KEY(option_id) REFERENCES decision_option (id),
	CONSTRAINT fk_consideration_partner_id FOREIGN KEY(partner_id) REFERENCES partner (id),
	CONSTRAINT fk_consideration_source_id FOREIGN KEY(source_id) REFERENCES source (id)
);

CREATE TABLE content (
	digest TEXT NOT NULL,
	bytes BLOB NOT NULL,
	CONSTRAINT pk_content PRIMARY KEY (digest)
);

CREATE TABLE criterion_finding (
	assessment_id TEXT NOT NULL,
	code TEXT NOT NULL,
	criterion TEXT NOT NULL,
	position INTEGER NOT NULL,
	finding TEXT NOT NULL,
	reasons TEXT NOT NULL,
	evidence TEXT NOT NULL,
	mitigation TEXT NOT NULL,
	dissent TEXT NOT NULL,
	id TEXT NOT NULL,
	marking TEXT NOT NULL,
	CONSTRAINT pk_criterion_finding PRIMARY KEY (id),
	CONSTRAINT fk_criterion_finding_assessment_id FOREIGN KEY(assessment_id) REFERENCES export_assessment (id)
);

CREATE TABLE crossing (
	red_line_id TEXT NOT NULL,
	text TEXT NOT NULL,
	kind TEXT NOT NULL,
	at TEXT,
	response TEXT NOT NULL,
	log_entry_id TEXT,
	decision_id TEXT,
	source_id TEXT,
	grade TEXT,
	as_of TEXT,
	id TEXT NOT NULL,
	marking TEXT NOT NULL,
	CONSTRAINT pk_crossing PRIMARY KEY (id),
	CONSTRAINT fk_crossing_red_line_id FOREIGN KEY(red_line_id) REFERENCES red_line (id),
	CONSTRAINT fk_crossing_log_entry_id FOREIGN KEY(log_entry_id) REFERENCES log_entry (id),
	CONSTRAINT fk_crossing_decision_id FOREIGN KEY(decision_id) REFERENCES decision (id),
	CONSTRAINT fk_crossing_source_id FOREIGN KEY(source_id) REFERENCES source (id)
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

CREATE TABLE decision_option (
	decision_id TEXT NOT NULL,
	text TEXT NOT NULL,
	number INTEGER NOT NULL,
	recommended BOOLEAN NOT NULL,
	chosen BOOLEAN NOT NULL,
	consequences TEXT NOT NULL,
	reversible TEXT NOT NULL,
	cost TEXT,
	id TEXT NOT NULL,
	marking TEXT NOT NULL,
	CONSTRAINT pk_decision_option PRIMARY KEY (id),
	CONSTRAINT fk_decision_option_decision_id FOREIGN KEY(decision_id) REFERENCES decision (id)
);

CREATE TABLE delivery (
	item_id TEXT NOT NULL,
	quantity FLOAT,
	value TEXT,
	due_on TEXT,
	delivered_on TEXT,
	certainty TEXT NOT NULL,
	place TEXT NOT NULL,
	unit_id TEXT,
	serials TEXT NOT NULL,
	notes TEXT NOT NULL,
	source_id TEXT,
	grade TEXT,
	as_of TEXT,
	id TEXT NOT NULL,
	marking TEXT NOT NULL,
	CONSTRAINT pk_delivery PRIMARY KEY (id),
	CONSTRAINT fk_delivery_item_id FOREIGN KEY(item_id) REFERENCES transfer_item (id),
	CONSTRAINT fk_delivery_unit_id FOREIGN KEY(unit_id) REFERENCES unit (id),
	CONSTRAINT fk_delivery_source_id FOREIGN KEY(source_id) REFERENCES source (id)
);

CREATE TABLE desk (
	name TEXT NOT NULL,
	exercise BOOLEAN NOT NULL,
	home_id TEXT,
	originator TEXT NOT NULL,
	ceiling TEXT NOT NULL,
	time_zone TEXT NOT NULL,
	twin_of TEXT NOT NULL,
	exercise_start TEXT,
	clock_shows TEXT,
	clock_set TEXT,
	clock_rate FLOAT NOT NULL,
	classified_by TEXT NOT NULL,
	declassify_on TEXT NOT NULL,
	point_of_contact TEXT NOT NULL,
	id TEXT NOT NULL,
	marking TEXT NOT NULL,
	CONSTRAINT pk_desk PRIMARY KEY (id),
	CONSTRAINT fk_desk_home_id FOREIGN KEY(home_id) REFERENCES partner (id)
);

CREATE TABLE drawdown_tranche (
	transfer_id TEXT NOT NULL,
	number TEXT NOT NULL,
	notified_on TEXT,
	notice TEXT NOT NULL,
	ordered_on TEXT,
	executed TEXT,
	text TEXT NOT NULL,
	source_id TEXT,
	grade TEXT,
	as_of TEXT,
	id TEXT NOT NULL,
	marking TEXT NOT NULL,
	CONSTRAINT pk_drawdown_tranche PRIMARY KEY (id),
	CONSTRAINT fk_drawdown_tranche_transfer_id FOREIGN KEY(transfer_id) REFERENCES transfer (id),
	CONSTRAINT fk_drawdown_tranche_source_id FOREIGN KEY(source_id) REFERENCES source (id)
);

CREATE TABLE duty_shift (
	officer TEXT NOT NULL,
	begins_at TEXT NOT NULL,
	ends_at TEXT,
	kind TEXT NOT NULL,
	post_id TEXT,
	person_id TEXT,
	case_id TEXT,
	telephone TEXT NOT NULL,
	telephone_e164 TEXT NOT NULL,
	signed_on_at TEXT,
	signed_off_at TEXT,
	left_open TEXT NOT NULL,
	id TEXT NOT NULL,
	marking TEXT NOT NULL,
	CONSTRAINT pk_duty_shift PRIMARY KEY (id),
	CONSTRAINT fk_duty_shift_post_id FOREIGN KEY(post_id) REFERENCES post (id),
	CONSTRAINT fk_duty_shift_person_id FOREIGN KEY(person_id) REFERENCES person (id),
	CONSTRAINT fk_duty_shift_case_id FOREIGN KEY(case_id) REFERENCES "case" (id)
);

CREATE TABLE end_use_check (
	title TEXT NOT NULL,
	monitoring TEXT NOT NULL,
	kind TEXT NOT NULL,
	status TEXT NOT NULL,
	transfer_id TEXT,
	item_id TEXT,
	licence_id TEXT,
	unit_id TEXT,
	partner_id TEXT,
	case_id TEXT,
	articles TEXT NOT NULL,
	site TEXT NOT NULL,
	planned_on TEXT,
	done_on TEXT,
	inspector TEXT NOT NULL,
	owner_id TEXT,
	result TEXT NOT NULL,
	finding TEXT NOT NULL,
	reply_on TEXT,
	follow_up TEXT NOT NULL,
	follow_up_by TEXT,
	follow_up_done_on TEXT,
	source_id TEXT,
	grade TEXT,
	as_of TEXT,
	id TEXT NOT NULL,
	marking TEXT NOT NULL,
	CONSTRAINT pk_end_use_check PRIMARY KEY (id),
	CONSTRAINT fk_end_use_check_transfer_id FOREIGN KEY(transfer_id) REFERENCES transfer (id),
	CONSTRAINT fk_end_use_check_item_id FOREIGN KEY(item_id) REFERENCES transfer_item (id),
	CONSTRAINT fk_end_use_check_licence_id FOREIGN KEY(licence_id) REFERENCES licence (id),
	CONSTRAINT fk_end_use_check_unit_id FOREIGN KEY(unit_id) REFERENCES unit (id),
	CONSTRAINT fk_end_use_check_partner_id FOREIGN KEY(partner_id) REFERENCES partner (id),
	CONSTRAINT fk_end_use_check_case_id FOREIGN KEY(case_id) REFERENCES "case" (id),
	CONSTRAINT fk_end_use_check_owner_id FOREIGN KEY(owner_id) REFERENCES post (id),
	CONSTRAINT fk_end_use_check_source_id FOREIGN KEY(source_id) REFERENCES source (id)
);

CREATE TABLE engagement (
	title TEXT NOT NULL,
	kind TEXT NOT NULL,
	level TEXT NOT NULL,
	status TEXT NOT NULL,
	partner_id TEXT,
	case_id TEXT,
	portfolio TEXT NOT NULL,
	begins_at TEXT,
	ends_at TEXT,
	place TEXT NOT NULL,
	aims TEXT NOT NULL,
	results TEXT NOT NULL,
	statement TEXT NOT NULL,
	cost TEXT,
	follow_up TEXT NOT NULL,
	follow_up_by TEXT,
	rhythm_days INTEGER,
	owner_id TEXT,
	minutes_id TEXT,
	source_id TEXT,
	grade TEXT,
	as_of TEXT,
	id TEXT NOT NULL,
	marking TEXT NOT NULL,
	CONSTRAINT pk_engagement PRIMARY KEY (id),
	CONSTRAINT fk_engagement_partner_id FOREIGN KEY(partner_id) REFERENCES partner (id),
	CONSTRAINT fk_engagement_case_id FOREIGN KEY(case_id) REFERENCES "case" (id),
	CONSTRAINT fk_engagement_owner_id FOREIGN KEY(owner_id) REFERENCES post (id),
	CONSTRAINT fk_engagement_minutes_id FOREIGN KEY(minutes_id) REFERENCES source (id),
	CONSTRAINT fk_engagement_source_id FOREIGN KEY(source_id) REFERENCES source (id)
);

CREATE TABLE exercise (
	name TEXT NOT NULL,
	kind TEXT NOT NULL,
	status TEXT NOT NULL,
	host_id TEXT,
	case_id TEXT,
	domains TEXT NOT NULL,
	place TEXT NOT NULL,
	begins_on TEXT,
	aims TEXT NOT NULL,
	scenario TEXT NOT NULL,
	tested TEXT NOT NULL,
	forces TEXT NOT NULL,
	cost TEXT,
	notify_by TEXT,
	decide_by TEXT,
	findings TEXT NOT NULL,
	owner_id TEXT,
	ends_on TEXT,
	source_id TEXT,
	grade TEXT,
	as_of TEXT,
	id TEXT NOT NULL,
	marking TEXT NOT NULL,
	CONSTRAINT pk_exercise PRIMARY KEY (id),
	CONSTRAINT fk_exercise_host_id FOREIGN KEY(host_id) REFERENCES partner (id),
	CONSTRAINT fk_exercise_case_id FOREIGN KEY(case_id) REFERENCES "case" (id),
	CONSTRAINT fk_exercise_owner_id FOREIGN KEY(owner_id) REFERENCES post (id),
	CONSTRAINT fk_exercise_source_id FOREIGN KEY(source_id) REFERENCES source (id)
);

CREATE TABLE export (
	what TEXT NOT NULL,
	form TEXT NOT NULL,
	exported_at TEXT,
	exported_by TEXT NOT NULL,
	audience TEXT NOT NULL,
	banner TEXT NOT NULL,
	file_name TEXT NOT NULL,
	sha256 TEXT NOT NULL,
	size INTEGER NOT NULL,
	held INTEGER NOT NULL,
	withheld INTEGER NOT NULL,
	as_of_revision INTEGER NOT NULL,
	id TEXT NOT NULL,
	marking TEXT NOT NULL,
	CONSTRAINT pk_export PRIMARY KEY (id)
);

CREATE TABLE export_assessment (
	title TEXT NOT NULL,
	framework TEXT NOT NULL,
	transfer_id TEXT,
	licence_id TEXT,
	case_id TEXT,
	status TEXT NOT NULL,
	conclusion TEXT NOT NULL,
	reasons TEXT NOT NULL,
	mitigation TEXT NOT NULL,
	dissent TEXT NOT NULL,
	consulted TEXT NOT NULL,
	author_id TEXT,
	assessed_on TEXT,
	review_on TEXT,
	source_id TEXT,
	grade TEXT,
	as_of TEXT,
	id TEXT NOT NULL,
	marking TEXT NOT NULL,
	CONSTRAINT pk_export_assessment PRIMARY KEY (id),
	CONSTRAINT fk_export_assessment_transfer_id FOREIGN KEY(transfer_id) REFERENCES transfer (id),
	CONSTRAINT fk_export_assessment_licence_id FOREIGN KEY(licence_id) REFERENCES licence (id),
	CONSTRAINT fk_export_assessment_case_id FOREIGN KEY(case_id) REFERENCES "case" (id),
	CONSTRAINT fk_export_assessment_author_id FOREIGN KEY(author_id) REFERENCES post (id),
	CONSTRAINT fk_export_assessment_source_id FOREIGN KEY(source_id) REFERENCES source (id)
);

CREATE TABLE export_control (
	title TEXT NOT NULL,
	regime TEXT NOT NULL,
	control_list TEXT NOT NULL,
	entry TEXT NOT NULL,
	change TEXT NOT NULL,
	issuer_id TEXT,
	destination_id TEXT,
	end_user TEXT NOT NULL,
	status TEXT NOT NULL,
	case_id TEXT,
	authority_id TEXT,
	citation TEXT NOT NULL,
	licence_policy TEXT NOT NULL,
	exemptions TEXT NOT NULL,
	reason TEXT NOT NULL,
	effect TEXT NOT NULL,
	review_on TEXT,
	begins_on TEXT,
	ends_on TEXT,
	source_id TEXT,
	grade TEXT,
	as_of TEXT,
	id TEXT NOT NULL,
	marking TEXT NOT NULL,
	CONSTRAINT pk_export_control PRIMARY KEY (id),
	CONSTRAINT fk_export_control_issuer_id FOREIGN KEY(issuer_id) REFERENCES partner (id),
	CONSTRAINT fk_export_control_destination_id FOREIGN KEY(destination_id) REFERENCES partner (id),
	CONSTRAINT fk_export_control_case_id FOREIGN KEY(case_id) REFERENCES "case" (id),
	CONSTRAINT fk_export_control_authority_id FOREIGN KEY(authority_id) REFERENCES authority (id),
	CONSTRAINT fk_export_control_source_id FOREIGN KEY(source_id) REFERENCES source (id)
);

CREATE TABLE governance (
	partner_id TEXT NOT NULL,
	topic TEXT NOT NULL,
	finding TEXT NOT NULL,
	rating TEXT NOT NULL,
	observed_on TEXT,
	programme_id TEXT,
	stage TEXT NOT NULL,
	review_on TEXT,
	source_id TEXT,
	grade TEXT,
	as_of TEXT,
	id TEXT NOT NULL,
	marking TEXT NOT NULL,
	CONSTRAINT pk_governance PRIMARY KEY (id),
	CONSTRAINT fk_governance_partner_id FOREIGN KEY(partner_id) REFERENCES partner (id),
	CONSTRAINT fk_governance_programme_id FOREIGN KEY(programme_id) REFERENCES programme (id),
	CONSTRAINT fk_governance_source_id FOREIGN KEY(source_id) REFERENCES source (id)
);

CREATE TABLE handover (
	title TEXT NOT NULL,
	outgoing TEXT NOT NULL,
	incoming TEXT NOT NULL,
	outgoing_shift_id TEXT,
	incoming_shift_id TEXT,
	case_id TEXT,
	at TEXT,
	since_revision INTEGER,
	state TEXT NOT NULL,
	do_not_say TEXT NOT NULL,
	acknowledged_at TEXT,
	acknowledged_by TEXT NOT NULL,
	left_open TEXT NOT NULL,
	id TEXT NOT NULL,
	marking TEXT NOT NULL,
	CONSTRAINT pk_handover PRIMARY KEY (id),
	CONSTRAINT fk_handover_outgoing_shift_id FOREIGN KEY(outgoing_shift_id) REFERENCES duty_shift (id),
	CONSTRAINT fk_handover_incoming_shift_id FOREIGN KEY(incoming_shift_id) REFERENCES duty_shift (id),
	CONSTRAINT fk_handover_case_id FOREIGN KEY(case_id) REFERENCES "case" (id)
);

CREATE TABLE handover_item (
	handover_id TEXT NOT NULL,
	text TEXT NOT NULL,
	kind TEXT NOT NULL,
	record_key TEXT NOT NULL,
	due_at TEXT,
	read_at TEXT,
	id TEXT NOT NULL,
	marking TEXT NOT NULL,
	CONSTRAINT pk_handover_item PRIMARY KEY (id),
	CONSTRAINT fk_handover_item_handover_id FOREIGN KEY(handover_id) REFERENCES handover (id)
);

CREATE TABLE holiday (
	partner_id TEXT NOT NULL,
	day TEXT NOT NULL,
	name TEXT NOT NULL,
	closed BOOLEAN NOT NULL,
	source_id TEXT,
	grade TEXT,
	as_of TEXT,
	id TEXT NOT NULL,
	marking TEXT NOT NULL,
	CONSTRAINT pk_holiday PRIMARY KEY (id),
	CONSTRAINT fk_holiday_partner_id FOREIGN KEY(partner_id) REFERENCES partner (id),
	CONSTRAINT fk_holiday_source_id FOREIGN KEY(source_id) REFERENCES source (id)
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

CREATE TABLE inject (
	text TEXT NOT NULL,
	case_id TEXT NOT NULL,
	minutes INTEGER NOT NULL,
	exercise_id TEXT,
	kind TEXT NOT NULL,
	sender TEXT NOT NULL,
	partner_id TEXT,
	expected TEXT NOT NULL,
	state TEXT NOT NULL,
	played_at TEXT,
	log_entry_id TEXT,
	id TEXT NOT NULL,
	marking TEXT NOT NULL,
	CONSTRAINT pk_inject PRIMARY KEY (id),
	CONSTRAINT fk_inject_case_id FOREIGN KEY(case_id) REFERENCES "case" (id),
	CONSTRAINT fk_inject_exercise_id FOREIGN KEY(exercise_id) REFERENCES exercise (id),
	CONSTRAINT fk_inject_partner_id FOREIGN KEY(partner_id) REFERENCES partner (id),
	CONSTRAINT fk_inject_log_entry_id FOREIGN KEY(log_entry_id) REFERENCES log_entry (id)
);

CREATE TABLE interoperability (
	partner_id TEXT NOT NULL,
	domain TEXT NOT NULL,
	other_id TEXT,
	standard TEXT NOT NULL,
	standard_number TEXT NOT NULL,
	standard_status TEXT NOT NULL,
	score TEXT NOT NULL,
	assessed_on TEXT,
	evidence TEXT NOT NULL,
	stuck BOOLEAN NOT NULL,
	obstacle TEXT NOT NULL,
	exercise_id TEXT,
	action_id TEXT,
	owner_id TEXT,
	review_on TEXT,
	source_id TEXT,
	grade TEXT,
	as_of TEXT,
	id TEXT NOT NULL,
	marking TEXT NOT NULL,
	CONSTRAINT pk_interoperability PRIMARY KEY (id),
	CONSTRAINT fk_interoperability_partner_id FOREIGN KEY(partner_id) REFERENCES partner (id),
	CONSTRAINT fk_interoperability_other_id FOREIGN KEY(other_id) REFERENCES partner (id),
	CONSTRAINT fk_interoperability_exercise_id FOREIGN KEY(exercise_id) REFERENCES exercise (id),
	CONSTRAINT fk_interoperability_action_id FOREIGN KEY(action_id) REFERENCES action (id),
	CONSTRAINT fk_interoperability_owner_id FOREIGN KEY(owner_id) REFERENCES post (id),
	CONSTRAINT fk_interoperability_source_id FOREIGN KEY(source_id) REFERENCES source (id)
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

CREATE TABLE lesson (
	title TEXT NOT NULL,
	kind TEXT NOT NULL,
	status TEXT NOT NULL,
	case_id TEXT,
	exercise_id TEXT,
	text TEXT NOT NULL,
	recommendation TEXT NOT NULL,
	owner_id TEXT,
	due_on TEXT,
	template_id TEXT,
	result TEXT NOT NULL,
	id TEXT NOT NULL,
	marking TEXT NOT NULL,
	CONSTRAINT pk_lesson PRIMARY KEY (id),
	CONSTRAINT fk_lesson_case_id FOREIGN KEY(case_id) REFERENCES "case" (id),
	CONSTRAINT fk_lesson_exercise_id FOREIGN KEY(exercise_id) REFERENCES exercise (id),
	CONSTRAINT fk_lesson_owner_id FOREIGN KEY(owner_id) REFERENCES post (id),
	CONSTRAINT fk_lesson_template_id FOREIGN KEY(template_id) REFERENCES case_template (id)
);

CREATE TABLE licence (
	title TEXT NOT NULL,
	number TEXT NOT NULL,
	regime TEXT NOT NULL,
	kind TEXT NOT NULL,
	outcome TEXT NOT NULL,
	transfer_id TEXT,
	recipient_id TEXT,
	case_id TEXT,
	scope TEXT NOT NULL,
	category TEXT NOT NULL,
	applicant TEXT NOT NULL,
	consignees TEXT NOT NULL,
	end_user TEXT NOT NULL,
	value TEXT,
	used TEXT,
	submitted_on TEXT,
	decided_on TEXT,
	norm_days INTEGER,
	blocker TEXT NOT NULL,
	answer_by TEXT,
	exemption TEXT NOT NULL,
	authorised_users TEXT NOT NULL,
	excluded_check TEXT NOT NULL,
	authority_id TEXT,
	owner_id TEXT,
	notes TEXT NOT NULL,
	begins_on TEXT,
	ends_on TEXT,
	source_id TEXT,
	grade TEXT,
	as_of TEXT,
	id TEXT NOT NULL,
	marking TEXT NOT NULL,
	CONSTRAINT pk_licence PRIMARY KEY (id),
	CONSTRAINT fk_licence_transfer_id FOREIGN KEY(transfer_id) REFERENCES transfer (id),
	CONSTRAINT fk_licence_recipient_id FOREIGN KEY(recipient_id) REFERENCES partner (id),
	CONSTRAINT fk_licence_case_id FOREIGN KEY(case_id) REFERENCES "case" (id),
	CONSTRAINT fk_licence_authority_id FOREIGN KEY(authority_id) REFERENCES authority (id),
	CONSTRAINT fk_licence_owner_id FOREIGN KEY(owner_id) REFERENCES post (id),
	CONSTRAINT fk_licence_source_id FOREIGN KEY(source_id) REFERENCES source (id)
);

CREATE TABLE link (
	from_id TEXT NOT NULL,
	to_id TEXT NOT NULL,
	kind TEXT NOT NULL,
	case_id TEXT,
	status TEXT NOT NULL,
	strength INTEGER,
	percent FLOAT,
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

CREATE TABLE list_adoption (
	list_name TEXT NOT NULL,
	number INTEGER NOT NULL,
	version TEXT NOT NULL,
	dated TEXT,
	parties INTEGER NOT NULL,
	names INTEGER NOT NULL,
	added INTEGER NOT NULL,
	changed INTEGER NOT NULL,
	removed INTEGER NOT NULL,
	files TEXT NOT NULL,
	source_digest TEXT NOT NULL,
	notes TEXT NOT NULL,
	adopted_at TEXT,
	adopted_by TEXT NOT NULL,
	id TEXT NOT NULL,
	marking TEXT NOT NULL,
	CONSTRAINT pk_list_adoption PRIMARY KEY (id)
);

CREATE TABLE list_version (
	digest TEXT NOT NULL,
	list TEXT NOT NULL,
	dated TEXT NOT NULL,
	source TEXT NOT NULL,
	parties INTEGER NOT NULL,
	names INTEGER NOT NULL,
	about TEXT NOT NULL,
	kept_at TEXT NOT NULL,
	members BLOB NOT NULL,
	CONSTRAINT pk_list_version PRIMARY KEY (digest)
);

CREATE TABLE listed_party (
	number INTEGER NOT NULL,
	digest TEXT NOT NULL,
	list TEXT NOT NULL,
	"key" TEXT NOT NULL,
	party TEXT NOT NULL,
	CONSTRAINT pk_listed_party PRIMARY KEY (number),
	UNIQUE (digest)
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

CREATE TABLE measure_exception (
	measure_id TEXT NOT NULL,
	title TEXT NOT NULL,
	kind TEXT NOT NULL,
	number TEXT NOT NULL,
	holder TEXT NOT NULL,
	covers TEXT NOT NULL,
	terms TEXT NOT NULL,
	citation TEXT NOT NULL,
	begins_on TEXT,
	ends_on TEXT,
	source_id TEXT,
	grade TEXT,
	as_of TEXT,
	id TEXT NOT NULL,
	marking TEXT NOT NULL,
	CONSTRAINT pk_measure_exception PRIMARY KEY (id),
	CONSTRAINT fk_measure_exception_measure_id FOREIGN KEY(measure_id) REFERENCES measure (id),
	CONSTRAINT fk_measure_exception_source_id FOREIGN KEY(source_id) REFERENCES source (id)
);

CREATE TABLE measure_step (
	measure_id TEXT NOT NULL,
	"before" TEXT NOT NULL,
	"after" TEXT NOT NULL,
	taken_on TEXT,
	extended_to TEXT,
	citation TEXT NOT NULL,
	why TEXT NOT NULL,
	noted_at TEXT,
	noted_by TEXT NOT NULL,
	id TEXT NOT NULL,
	marking TEXT NOT NULL,
	CONSTRAINT pk_measure_step PRIMARY KEY (id),
	CONSTRAINT fk_measure_step_measure_id FOREIGN KEY(measure_id) REFERENCES measure (id)
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

CREATE TABLE mention (
	from_key TEXT NOT NULL,
	to_key TEXT NOT NULL,
	words TEXT NOT NULL,
	id TEXT NOT NULL,
	marking TEXT NOT NULL,
	CONSTRAINT pk_mention PRIMARY KEY (id)
);

CREATE TABLE merge (
	origin TEXT NOT NULL,
	head TEXT NOT NULL,
	covers TEXT NOT NULL,
	digest TEXT NOT NULL,
	seal TEXT NOT NULL,
	packed_at TEXT,
	packed_by TEXT NOT NULL,
	merged_at TEXT,
	merged_by TEXT NOT NULL,
	added INTEGER NOT NULL,
	changed INTEGER NOT NULL,
	removed INTEGER NOT NULL,
	disagreements INTEGER NOT NULL,
	id TEXT NOT NULL,
	marking TEXT NOT NULL,
	CONSTRAINT pk_merge PRIMARY KEY (id)
);

CREATE TABLE notification (
	title TEXT NOT NULL,
	number TEXT NOT NULL,
	body TEXT NOT NULL,
	status TEXT NOT NULL,
	transfer_id TEXT,
	licence_id TEXT,
	programme_id TEXT,
	recipient_id TEXT,
	case_id TEXT,
	rule_id TEXT,
	tier TEXT,
	equipment_value TEXT,
	value TEXT,
	construction_value TEXT,
	crossed TEXT NOT NULL,
	formal_days INTEGER,
	advance_days INTEGER,
	start_rule TEXT NOT NULL,
	advance_sent_at TEXT,
	sent_at TEXT,
	clock_starts_on TEXT,
	clock_ends_on TEXT,
	emergency BOOLEAN NOT NULL,
	determined_on TEXT,
	signer TEXT NOT NULL,
	justification TEXT NOT NULL,
	description TEXT NOT NULL,
	purpose TEXT NOT NULL,
	contractor TEXT NOT NULL,
	"offset" BOOLEAN NOT NULL,
	commission TEXT NOT NULL,
	sensitivity TEXT NOT NULL,
	personnel TEXT NOT NULL,
	question TEXT NOT NULL,
	answer TEXT NOT NULL,
	answer_by TEXT,
	result TEXT NOT NULL,
	owner_id TEXT,
	source_id TEXT,
	grade TEXT,
	as_of TEXT,
	id TEXT NOT NULL,
	marking TEXT NOT NULL,
	CONSTRAINT pk_notification PRIMARY KEY (id),
	CONSTRAINT fk_notification_transfer_id FOREIGN KEY(transfer_id) REFERENCES transfer (id),
	CONSTRAINT fk_notification_licence_id FOREIGN KEY(licence_id) REFERENCES licence (id),
	CONSTRAINT fk_notification_programme_id FOREIGN KEY(programme_id) REFERENCES programme (id),
	CONSTRAINT fk_notification_recipient_id FOREIGN KEY(recipient_id) REFERENCES partner (id),
	CONSTRAINT fk_notification_case_id FOREIGN KEY(case_id) REFERENCES "case" (id),
	CONSTRAINT fk_notification_rule_id FOREIGN KEY(rule_id) REFERENCES notification_rule (id),
	CONSTRAINT fk_notification_owner_id FOREIGN KEY(owner_id) REFERENCES post (id),
	CONSTRAINT fk_notification_source_id FOREIGN KEY(source_id) REFERENCES source (id)
);

CREATE TABLE notification_hold (
	notification_id TEXT NOT NULL,
	placed_by TEXT NOT NULL,
	kind TEXT NOT NULL,
	placed_on TEXT,
	lifted_on TEXT,
	stops_clock BOOLEAN NOT NULL,
	reason TEXT NOT NULL,
	wanted TEXT NOT NULL,
	source_id TEXT,
	grade TEXT,
	as_of TEXT,
	id TEXT NOT NULL,
	marking TEXT NOT NULL,
	CONSTRAINT pk_notification_hold PRIMARY KEY (id),
	CONSTRAINT fk_notification_hold_notification_id FOREIGN KEY(notification_id) REFERENCES notification (id),
	CONSTRAINT fk_notification_hold_source_id FOREIGN KEY(source_id) REFERENCES source (id)
);

CREATE TABLE notification_rule (
	code TEXT NOT NULL,
	instrument TEXT NOT NULL,
	tier TEXT NOT NULL,
	equipment TEXT,
	total TEXT,
	construction TEXT,
	any_value BOOLEAN NOT NULL,
	formal_days INTEGER NOT NULL,
	advance_days INTEGER NOT NULL,
	clock_kind TEXT NOT NULL,
	start_rule TEXT NOT NULL,
	authority TEXT NOT NULL,
	sender TEXT NOT NULL,
	lapse_effect TEXT NOT NULL,
	note TEXT NOT NULL,
	effective_from TEXT,
	effective_to TEXT,
	source TEXT NOT NULL,
	read_on TEXT,
	confidence TEXT NOT NULL,
	id TEXT NOT NULL,
	marking TEXT NOT NULL,
	CONSTRAINT pk_notification_rule PRIMARY KEY (id)
);

CREATE TABLE opening (
	id INTEGER NOT NULL,
	at TEXT NOT NULL,
	actor TEXT NOT NULL,
	machine TEXT NOT NULL,
	way TEXT NOT NULL,
	CONSTRAINT pk_opening PRIMARY KEY (id)
);

CREATE TABLE participant (
	partner_id TEXT NOT NULL,
	engagement_id TEXT,
	exercise_id TEXT,
	role TEXT NOT NULL,
	post_id TEXT,
	person_id TEXT,
	contribution TEXT NOT NULL,
	headcount INTEGER,
	id TEXT NOT NULL,
	marking TEXT NOT NULL,
	CONSTRAINT pk_participant PRIMARY KEY (id),
	CONSTRAINT fk_participant_partner_id FOREIGN KEY(partner_id) REFERENCES partner (id),
	CONSTRAINT fk_participant_engagement_id FOREIGN KEY(engagement_id) REFERENCES engagement (id),
	CONSTRAINT fk_participant_exercise_id FOREIGN KEY(exercise_id) REFERENCES exercise (id),
	CONSTRAINT fk_participant_post_id FOREIGN KEY(post_id) REFERENCES post (id),
	CONSTRAINT fk_participant_person_id FOREIGN KEY(person_id) REFERENCES person (id)
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
	assistance_code_confidence TEXT NOT NULL,
	role TEXT NOT NULL,
	parent_id TEXT,
	territory_of_id TEXT,
	host_id TEXT,
	mission_kind TEXT NOT NULL,
	region TEXT NOT NULL,
	subregion TEXT NOT NULL,
	capital TEXT NOT NULL,
	address TEXT NOT NULL,
	telephone TEXT NOT NULL,
	telephone_e164 TEXT NOT NULL,
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
	CONSTRAINT fk_partner_territory_of_id FOREIGN KEY(territory_of_id) REFERENCES partner (id),
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
	trained_with_us TEXT NOT NULL,
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

CREATE TABLE programme (
	title TEXT NOT NULL,
	kind TEXT NOT NULL,
	status TEXT NOT NULL,
	provider_id TEXT,
	recipient_id TEXT,
	case_id TEXT,
	authority_id TEXT,
	appropriation TEXT NOT NULL,
	purpose TEXT NOT NULL,
	metric TEXT NOT NULL,
	baseline TEXT NOT NULL,
	target TEXT NOT NULL,
	owner_id TEXT,
	ownership TEXT NOT NULL,
	exit_plan TEXT NOT NULL,
	tied_purchase BOOLEAN NOT NULL,
	course TEXT NOT NULL,
	seats INTEGER,
	available_until TEXT,
	review_on TEXT,
	notes TEXT NOT NULL,
	begins_on TEXT,
	ends_on TEXT,
	source_id TEXT,
	grade TEXT,
	as_of TEXT,
	id TEXT NOT NULL,
	marking TEXT NOT NULL,
	CONSTRAINT pk_programme PRIMARY KEY (id),
	CONSTRAINT fk_programme_provider_id FOREIGN KEY(provider_id) REFERENCES partner (id),
	CONSTRAINT fk_programme_recipient_id FOREIGN KEY(recipient_id) REFERENCES partner (id),
	CONSTRAINT fk_programme_case_id FOREIGN KEY(case_id) REFERENCES "case" (id),
	CONSTRAINT fk_programme_authority_id FOREIGN KEY(authority_id) REFERENCES authority (id),
	CONSTRAINT fk_programme_owner_id FOREIGN KEY(owner_id) REFERENCES post (id),
	CONSTRAINT fk_programme_source_id FOREIGN KEY(source_id) REFERENCES source (id)
);

CREATE TABLE programme_money (
	programme_id TEXT NOT NULL,
	stage TEXT NOT NULL,
	amount TEXT,
	fiscal_year INTEGER,
	dated TEXT,
	reference TEXT NOT NULL,
	note TEXT NOT NULL,
	source_id TEXT,
	grade TEXT,
	as_of TEXT,
	id TEXT NOT NULL,
	marking TEXT NOT NULL,
	CONSTRAINT pk_programme_money PRIMARY KEY (id),
	CONSTRAINT fk_programme_money_programme_id FOREIGN KEY(programme_id) REFERENCES programme (id),
	CONSTRAINT fk_programme_money_source_id FOREIGN KEY(source_id) REFERENCES source (id)
);

CREATE TABLE proviso (
	licence_id TEXT NOT NULL,
	text TEXT NOT NULL,
	number INTEGER NOT NULL,
	state TEXT NOT NULL,
	due_on TEXT,
	owner_id TEXT,
	evidence TEXT NOT NULL,
	id TEXT NOT NULL,
	marking TEXT NOT NULL,
	CONSTRAINT pk_proviso PRIMARY KEY (id),
	CONSTRAINT fk_proviso_licence_id FOREIGN KEY(licence_id) REFERENCES licence (id),
	CONSTRAINT fk_proviso_owner_id FOREIGN KEY(owner_id) REFERENCES post (id)
);

CREATE TABLE red_line (
	text TEXT NOT NULL,
	kind TEXT NOT NULL,
	status TEXT NOT NULL,
	issuer_id TEXT,
	addressee_id TEXT,
	audience TEXT NOT NULL,
	case_id TEXT,
	commitment_id TEXT,
	indicator TEXT NOT NULL,
	response TEXT NOT NULL,
	response_owner_id TEXT,
	communicated_at TEXT,
	communicated_via TEXT NOT NULL,
	hotline_id TEXT,
	engagement_id TEXT,
	review_on TEXT,
	notes TEXT NOT NULL,
	begins_on TEXT,
	ends_on TEXT,
	source_id TEXT,
	grade TEXT,
	as_of TEXT,
	id TEXT NOT NULL,
	marking TEXT NOT NULL,
	CONSTRAINT pk_red_line PRIMARY KEY (id),
	CONSTRAINT fk_red_line_issuer_id FOREIGN KEY(issuer_id) REFERENCES partner (id),
	CONSTRAINT fk_red_line_addressee_id FOREIGN KEY(addressee_id) REFERENCES partner (id),
	CONSTRAINT fk_red_line_case_id FOREIGN KEY(case_id) REFERENCES "case" (id),
	CONSTRAINT fk_red_line_commitment_id FOREIGN KEY(commitment_id) REFERENCES commitment (id),
	CONSTRAINT fk_red_line_response_owner_id FOREIGN KEY(response_owner_id) REFERENCES post (id),
	CONSTRAINT fk_red_line_hotline_id FOREIGN KEY(hotline_id) REFERENCES hotline (id),
	CONSTRAINT fk_red_line_engagement_id FOREIGN KEY(engagement_id) REFERENCES engagement (id),
	CONSTRAINT fk_red_line_source_id FOREIGN KEY(source_id) REFERENCES source (id)
);

CREATE TABLE red_line_share (
	red_line_id TEXT NOT NULL,
	partner_id TEXT NOT NULL,
	state TEXT NOT NULL,
	wording TEXT NOT NULL,
	begins_on TEXT,
	ends_on TEXT,
	source_id TEXT,
	grade TEXT,
	as_of TEXT,
	id TEXT NOT NULL,
	marking TEXT NOT NULL,
	CONSTRAINT pk_red_line_share PRIMARY KEY (id),
	CONSTRAINT fk_red_line_share_red_line_id FOREIGN KEY(red_line_id) REFERENCES red_line (id),
	CONSTRAINT fk_red_line_share_partner_id FOREIGN KEY(partner_id) REFERENCES partner (id),
	CONSTRAINT fk_red_line_share_source_id FOREIGN KEY(source_id) REFERENCES source (id)
);

CREATE TABLE revision (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	at TEXT NOT NULL,
	actor TEXT NOT NULL,
	kind TEXT NOT NULL,
	summary TEXT NOT NULL,
	reverts_id INTEGER,
	digest TEXT NOT NULL,
	seal TEXT,
	CONSTRAINT fk_revision_reverts_id FOREIGN KEY(reverts_id) REFERENCES revision (id)
);

CREATE TABLE risk (
	title TEXT NOT NULL,
	kind TEXT NOT NULL,
	status TEXT NOT NULL,
	case_id TEXT,
	partner_id TEXT,
	transfer_id TEXT,
	programme_id TEXT,
	commitment_id TEXT,
	decision_id TEXT,
	likelihood TEXT NOT NULL,
	impact TEXT NOT NULL,
	indicator TEXT NOT NULL,
	mitigation TEXT NOT NULL,
	owner_id TEXT,
	review_on TEXT,
	source_id TEXT,
	grade TEXT,
	as_of TEXT,
	id TEXT NOT NULL,
	marking TEXT NOT NULL,
	CONSTRAINT pk_risk PRIMARY KEY (id),
	CONSTRAINT fk_risk_case_id FOREIGN KEY(case_id) REFERENCES "case" (id),
	CONSTRAINT fk_risk_partner_id FOREIGN KEY(partner_id) REFERENCES partner (id),
	CONSTRAINT fk_risk_transfer_id FOREIGN KEY(transfer_id) REFERENCES transfer (id),
	CONSTRAINT fk_risk_programme_id FOREIGN KEY(programme_id) REFERENCES programme (id),
	CONSTRAINT fk_risk_commitment_id FOREIGN KEY(commitment_id) REFERENCES commitment (id),
	CONSTRAINT fk_risk_decision_id FOREIGN KEY(decision_id) REFERENCES decision (id),
	CONSTRAINT fk_risk_owner_id FOREIGN KEY(owner_id) REFERENCES post (id),
	CONSTRAINT fk_risk_source_id FOREIGN KEY(source_id) REFERENCES source (id)
);

CREATE TABLE rule (
	name TEXT NOT NULL,
	code TEXT NOT NULL,
	kind TEXT NOT NULL,
	applies_to TEXT NOT NULL,
	condition TEXT NOT NULL,
	amount INTEGER,
	unit TEXT NOT NULL,
	counting TEXT NOT NULL,
	holidays_id TEXT,
	start_rule TEXT NOT NULL,
	warn_days TEXT NOT NULL,
	lapse_effect TEXT NOT NULL,
	owner_id TEXT,
	authority TEXT NOT NULL,
	active BOOLEAN NOT NULL,
	note TEXT NOT NULL,
	effective_from TEXT,
	effective_to TEXT,
	source TEXT NOT NULL,
	read_on TEXT,
	confidence TEXT NOT NULL,
	id TEXT NOT NULL,
	marking TEXT NOT NULL,
	CONSTRAINT pk_rule PRIMARY KEY (id),
	CONSTRAINT fk_rule_holidays_id FOREIGN KEY(holidays_id) REFERENCES partner (id),
	CONSTRAINT fk_rule_owner_id FOREIGN KEY(owner_id) REFERENCES post (id)
);

CREATE TABLE rung (
	number INTEGER NOT NULL,
	level TEXT NOT NULL,
	case_id TEXT,
	template_id TEXT,
	channel TEXT NOT NULL,
	typical TEXT NOT NULL,
	"trigger" TEXT NOT NULL,
	owner_id TEXT,
	limit_hours INTEGER,
	fallback TEXT NOT NULL,
	exit_test TEXT NOT NULL,
	offer TEXT NOT NULL,
	reached_at TEXT,
	left_at TEXT,
	effective_from TEXT,
	effective_to TEXT,
	source TEXT NOT NULL,
	read_on TEXT,
	confidence TEXT NOT NULL,
	id TEXT NOT NULL,
	marking TEXT NOT NULL,
	CONSTRAINT pk_rung PRIMARY KEY (id),
	CONSTRAINT fk_rung_case_id FOREIGN KEY(case_id) REFERENCES "case" (id),
	CONSTRAINT fk_rung_template_id FOREIGN KEY(template_id) REFERENCES case_template (id),
	CONSTRAINT fk_rung_owner_id FOREIGN KEY(owner_id) REFERENCES post (id)
);

CREATE TABLE saved_view (
	name TEXT NOT NULL,
	page TEXT NOT NULL,
	record_type TEXT NOT NULL,
	case_id TEXT,
	settings TEXT NOT NULL,
	position INTEGER NOT NULL,
	saved_by TEXT NOT NULL,
	id TEXT NOT NULL,
	marking TEXT NOT NULL,
	CONSTRAINT pk_saved_view PRIMARY KEY (id),
	CONSTRAINT fk_saved_view_case_id FOREIGN KEY(case_id) REFERENCES "case" (id)
);

CREATE TABLE screening_decision (
	"query" TEXT NOT NULL,
	subject TEXT NOT NULL,
	list_name TEXT NOT NULL,
	list_key TEXT NOT NULL,
	listed_as TEXT NOT NULL,
	verdict TEXT NOT NULL,
	reason TEXT NOT NULL,
	score FLOAT,
	party_digest TEXT NOT NULL,
	decided_at TEXT,
	decided_by TEXT NOT NULL,
	id TEXT NOT NULL,
	marking TEXT NOT NULL,
	CONSTRAINT pk_screening_decision PRIMARY KEY (id)
);

CREATE VIRTUAL TABLE search USING fts5(caption, body, latin, tags, content='', contentless_delete=1, tokenize="unicode61 remove_diacritics 2", prefix='1 2 3 4');

CREATE TABLE signal (
	message TEXT NOT NULL,
	exercise_id TEXT,
	adjustment_id TEXT,
	case_id TEXT,
	partner_id TEXT,
	intent TEXT NOT NULL,
	sent_at TEXT,
	reception TEXT NOT NULL,
	evidence TEXT NOT NULL,
	source_id TEXT,
	grade TEXT,
	as_of TEXT,
	id TEXT NOT NULL,
	marking TEXT NOT NULL,
	CONSTRAINT pk_signal PRIMARY KEY (id),
	CONSTRAINT fk_signal_exercise_id FOREIGN KEY(exercise_id) REFERENCES exercise (id),
	CONSTRAINT fk_signal_adjustment_id FOREIGN KEY(adjustment_id) REFERENCES adjustment (id),
	CONSTRAINT fk_signal_case_id FOREIGN KEY(case_id) REFERENCES "case" (id),
	CONSTRAINT fk_signal_partner_id FOREIGN KEY(partner_id) REFERENCES partner (id),
	CONSTRAINT fk_signal_source_id FOREIGN KEY(source_id) REFERENCES source (id)
);

CREATE TABLE snooze (
	check_code TEXT NOT NULL,
	records_key TEXT NOT NULL,
	reason TEXT NOT NULL,
	until TEXT,
	at TEXT,
	"by" TEXT NOT NULL,
	id TEXT NOT NULL,
	marking TEXT NOT NULL,
	CONSTRAINT pk_snooze PRIMARY KEY (id)
);

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

CREATE TABLE template_link (
	template_id TEXT,
	case_id TEXT,
	why TEXT NOT NULL,
	kind TEXT NOT NULL,
	from_id TEXT,
	from_role TEXT NOT NULL,
	to_id TEXT,
	to_role TEXT NOT NULL,
	rhythm_days INTEGER,
	id TEXT NOT NULL,
	marking TEXT NOT NULL,
	CONSTRAINT pk_template_link PRIMARY KEY (id),
	CONSTRAINT fk_template_link_template_id FOREIGN KEY(template_id) REFERENCES case_template (id),
	CONSTRAINT fk_template_link_case_id FOREIGN KEY(case_id) REFERENCES "case" (id),
	CONSTRAINT fk_template_link_from_id FOREIGN KEY(from_id) REFERENCES partner (id),
	CONSTRAINT fk_template_link_to_id FOREIGN KEY(to_id) REFERENCES partner (id)
);

CREATE TABLE template_partner (
	template_id TEXT,
	case_id TEXT,
	task TEXT NOT NULL,
	role TEXT NOT NULL,
	partner_id TEXT,
	group_id TEXT,
	required BOOLEAN NOT NULL,
	id TEXT NOT NULL,
	marking TEXT NOT NULL,
	CONSTRAINT pk_template_partner PRIMARY KEY (id),
	CONSTRAINT fk_template_partner_template_id FOREIGN KEY(template_id) REFERENCES case_template (id),
	CONSTRAINT fk_template_partner_case_id FOREIGN KEY(case_id) REFERENCES "case" (id),
	CONSTRAINT fk_template_partner_partner_id FOREIGN KEY(partner_id) REFERENCES partner (id),
	CONSTRAINT fk_template_partner_group_id FOREIGN KEY(group_id) REFERENCES partner (id)
);

CREATE TABLE template_task (
	template_id TEXT NOT NULL,
	title TEXT NOT NULL,
	position INTEGER NOT NULL,
	due_hours INTEGER,
	owner_kind TEXT NOT NULL,
	kind TEXT NOT NULL,
	precedence TEXT NOT NULL,
	partner_role TEXT NOT NULL,
	depends_on_id TEXT,
	text TEXT NOT NULL,
	id TEXT NOT NULL,
	marking TEXT NOT NULL,
	CONSTRAINT pk_template_task PRIMARY KEY (id),
	CONSTRAINT fk_template_task_template_id FOREIGN KEY(template_id) REFERENCES case_template (id),
	CONSTRAINT fk_template_task_depends_on_id FOREIGN KEY(depends_on_id) REFERENCES template_task (id)
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

CREATE TABLE threat (
	title TEXT NOT NULL,
	holder_id TEXT,
	subject_id TEXT,
	subject TEXT NOT NULL,
	case_id TEXT,
	region TEXT NOT NULL,
	scenario TEXT NOT NULL,
	likelihood TEXT NOT NULL,
	confidence TEXT NOT NULL,
	impact TEXT NOT NULL,
	assessed_on TEXT,
	review_on TEXT,
	dissent TEXT NOT NULL,
	source_id TEXT,
	grade TEXT,
	as_of TEXT,
	id TEXT NOT NULL,
	marking TEXT NOT NULL,
	CONSTRAINT pk_threat PRIMARY KEY (id),
	CONSTRAINT fk_threat_holder_id FOREIGN KEY(holder_id) REFERENCES partner (id),
	CONSTRAINT fk_threat_subject_id FOREIGN KEY(subject_id) REFERENCES partner (id),
	CONSTRAINT fk_threat_case_id FOREIGN KEY(case_id) REFERENCES "case" (id),
	CONSTRAINT fk_threat_source_id FOREIGN KEY(source_id) REFERENCES source (id)
);

CREATE TABLE transfer (
	title TEXT NOT NULL,
	number TEXT NOT NULL,
	channel TEXT NOT NULL,
	status TEXT NOT NULL,
	handling TEXT NOT NULL,
	sale_stage TEXT NOT NULL,
	licence_stage TEXT NOT NULL,
	drawdown_stage TEXT NOT NULL,
	agency TEXT NOT NULL,
	order_kind TEXT NOT NULL,
	supplier_id TEXT,
	recipient_id TEXT,
	end_user TEXT NOT NULL,
	case_id TEXT,
	programme_id TEXT,
	value TEXT,
	equipment_value TEXT,
	construction_value TEXT,
	authority TEXT NOT NULL,
	authority_id TEXT,
	appropriation TEXT NOT NULL,
	priority_partner BOOLEAN NOT NULL,
	priority_item BOOLEAN NOT NULL,
	determination TEXT NOT NULL,
	determined_on TEXT,
	ceiling TEXT,
	execute_order_on TEXT,
	delivered TEXT,
	replenishment TEXT NOT NULL,
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
	CONSTRAINT fk_transfer_programme_id FOREIGN KEY(programme_id) REFERENCES programme (id),
	CONSTRAINT fk_transfer_authority_id FOREIGN KEY(authority_id) REFERENCES authority (id),
	CONSTRAINT fk_transfer_source_id FOREIGN KEY(source_id) REFERENCES source (id)
);

CREATE TABLE transfer_change (
	transfer_id TEXT NOT NULL,
	number TEXT NOT NULL,
	kind TEXT NOT NULL,
	text TEXT NOT NULL,
	status TEXT NOT NULL,
	offered_on TEXT,
	offer_expires_on TEXT,
	accepted_on TEXT,
	implemented_on TEXT,
	value_change TEXT,
	notes TEXT NOT NULL,
	id TEXT NOT NULL,
	marking TEXT NOT NULL,
	CONSTRAINT pk_transfer_change PRIMARY KEY (id),
	CONSTRAINT fk_transfer_change_transfer_id FOREIGN KEY(transfer_id) REFERENCES transfer (id)
);

CREATE TABLE transfer_item (
	transfer_id TEXT NOT NULL,
	description TEXT NOT NULL,
	kind TEXT NOT NULL,
	line TEXT NOT NULL,
	quantity FLOAT,
	unit TEXT NOT NULL,
	value TEXT,
	certainty TEXT NOT NULL,
	category TEXT NOT NULL,
	eu_category TEXT NOT NULL,
	uk_category TEXT NOT NULL,
	att_category TEXT NOT NULL,
	major BOOLEAN NOT NULL,
	significant BOOLEAN NOT NULL,
	firearms BOOLEAN NOT NULL,
	missile TEXT NOT NULL,
	enhanced BOOLEAN NOT NULL,
	delivered FLOAT,
	due_on TEXT,
	notes TEXT NOT NULL,
	id TEXT NOT NULL,
	marking TEXT NOT NULL,
	CONSTRAINT pk_transfer_item PRIMARY KEY (id),
	CONSTRAINT fk_transfer_item_transfer_id FOREIGN KEY(transfer_id) REFERENCES transfer (id)
);

CREATE TABLE unit (
	name TEXT NOT NULL,
	name_original TEXT NOT NULL,
	other_names TEXT NOT NULL,
	partner_id TEXT,
	service TEXT NOT NULL,
	kind TEXT NOT NULL,
	place TEXT NOT NULL,
	strength INTEGER,
	barred BOOLEAN NOT NULL,
	notes TEXT NOT NULL,
	begins_on TEXT,
	ends_on TEXT,
	source_id TEXT,
	grade TEXT,
	as_of TEXT,
	id TEXT NOT NULL,
	marking TEXT NOT NULL,
	CONSTRAINT pk_unit PRIMARY KEY (id),
	CONSTRAINT fk_unit_partner_id FOREIGN KEY(partner_id) REFERENCES partner (id),
	CONSTRAINT fk_unit_source_id FOREIGN KEY(source_id) REFERENCES source (id)
);

CREATE TABLE unit_command (
	unit_id TEXT NOT NULL,
	name TEXT NOT NULL,
	name_original TEXT NOT NULL,
	rank TEXT NOT NULL,
	person_id TEXT,
	begins_on TEXT,
	ends_on TEXT,
	source_id TEXT,
	grade TEXT,
	as_of TEXT,
	id TEXT NOT NULL,
	marking TEXT NOT NULL,
	CONSTRAINT pk_unit_command PRIMARY KEY (id),
	CONSTRAINT fk_unit_command_unit_id FOREIGN KEY(unit_id) REFERENCES unit (id),
	CONSTRAINT fk_unit_command_person_id FOREIGN KEY(person_id) REFERENCES person (id),
	CONSTRAINT fk_unit_command_source_id FOREIGN KEY(source_id) REFERENCES source (id)
);

CREATE TABLE unit_parent (
	unit_id TEXT NOT NULL,
	parent_id TEXT NOT NULL,
	begins_on TEXT,
	ends_on TEXT,
	source_id TEXT,
	grade TEXT,
	as_of TEXT,
	id TEXT NOT NULL,
	marking TEXT NOT NULL,
	CONSTRAINT pk_unit_parent PRIMARY KEY (id),
	CONSTRAINT fk_unit_parent_unit_id FOREIGN KEY(unit_id) REFERENCES unit (id),
	CONSTRAINT fk_unit_parent_parent_id FOREIGN KEY(parent_id) REFERENCES unit (id),
	CONSTRAINT fk_unit_parent_source_id FOREIGN KEY(source_id) REFERENCES source (id)
);

CREATE TABLE vetting (
	subject TEXT NOT NULL,
	number TEXT NOT NULL,
	unit_id TEXT,
	person_id TEXT,
	commander TEXT NOT NULL,
	individuals TEXT NOT NULL,
	activity TEXT NOT NULL,
	programme_id TEXT,
	transfer_id TEXT,
	authority_id TEXT,
	funding TEXT NOT NULL,
	requested_on TEXT,
	requested_by TEXT NOT NULL,
	needed_by TEXT,
	step TEXT NOT NULL,
	scope TEXT NOT NULL,
	reviewers TEXT NOT NULL,
	outcome TEXT NOT NULL,
	decided_on TEXT,
	valid_until TEXT,
	factors TEXT NOT NULL,
	summary TEXT NOT NULL,
	informed_on TEXT,
	remediation TEXT NOT NULL,
	remediation_steps TEXT NOT NULL,
	source_id TEXT,
	grade TEXT,
	as_of TEXT,
	id TEXT NOT NULL,
	marking TEXT NOT NULL,
	CONSTRAINT pk_vetting PRIMARY KEY (id),
	CONSTRAINT fk_vetting_unit_id FOREIGN KEY(unit_id) REFERENCES unit (id),
	CONSTRAINT fk_vetting_person_id FOREIGN KEY(person_id) REFERENCES person (id),
	CONSTRAINT fk_vetting_programme_id FOREIGN KEY(programme_id) REFERENCES programme (id),
	CONSTRAINT fk_vetting_transfer_id FOREIGN KEY(transfer_id) REFERENCES transfer (id),
	CONSTRAINT fk_vetting_authority_id FOREIGN KEY(authority_id) REFERENCES authority (id),
	CONSTRAINT fk_vetting_source_id FOREIGN KEY(source_id) REFERENCES source (id)
);

CREATE INDEX ix_access_agreement_id ON access (agreement_id) WHERE agreement_id IS NOT NULL;

CREATE INDEX ix_access_case_id ON access (case_id) WHERE case_id IS NOT NULL;

CREATE INDEX ix_access_partner_id ON access (partner_id) WHERE partner_id IS NOT NULL;

CREATE INDEX ix_access_source_id ON access (source_id) WHERE source_id IS NOT NULL;

CREATE INDEX ix_accreditation_answers_id ON accreditation (answers_id) WHERE answers_id IS NOT NULL;

CREATE INDEX ix_accreditation_host_id ON accreditation (host_id);

CREATE INDEX ix_accreditation_person_id ON accreditation (person_id) WHERE person_id IS NOT NULL;

CREATE INDEX ix_accreditation_post_id ON accreditation (post_id);

CREATE INDEX ix_accreditation_source_id ON accreditation (source_id) WHERE source_id IS NOT NULL;

CREATE INDEX ix_action_case_id ON action (case_id) WHERE case_id IS NOT NULL;

CREATE INDEX ix_action_decision_id ON action (decision_id) WHERE decision_id IS NOT NULL;

CREATE INDEX ix_action_depends_on_id ON action (depends_on_id) WHERE depends_on_id IS NOT NULL;

CREATE INDEX ix_action_due_at ON action (due_at);

CREATE INDEX ix_action_escalate_to_id ON action (escalate_to_id) WHERE escalate_to_id IS NOT NULL;

CREATE INDEX ix_action_owner_id ON action (owner_id) WHERE owner_id IS NOT NULL;

CREATE INDEX ix_action_partner_id ON action (partner_id) WHERE partner_id IS NOT NULL;

CREATE INDEX ix_adjustment_case_id ON adjustment (case_id) WHERE case_id IS NOT NULL;

CREATE INDEX ix_adjustment_decided_by_id ON adjustment (decided_by_id) WHERE decided_by_id IS NOT NULL;

CREATE INDEX ix_adjustment_engagement_id ON adjustment (engagement_id) WHERE engagement_id IS NOT NULL;

CREATE INDEX ix_adjustment_exercise_id ON adjustment (exercise_id) WHERE exercise_id IS NOT NULL;

CREATE INDEX ix_adjustment_export_control_id ON adjustment (export_control_id) WHERE export_control_id IS NOT NULL;

CREATE INDEX ix_adjustment_item_id ON adjustment (item_id) WHERE item_id IS NOT NULL;

CREATE INDEX ix_adjustment_licence_id ON adjustment (licence_id) WHERE licence_id IS NOT NULL;

CREATE INDEX ix_adjustment_measure_id ON adjustment (measure_id) WHERE measure_id IS NOT NULL;

CREATE INDEX ix_adjustment_notification_id ON adjustment (notification_id) WHERE notification_id IS NOT NULL;

CREATE INDEX ix_adjustment_partner_id ON adjustment (partner_id) WHERE partner_id IS NOT NULL;

CREATE INDEX ix_adjustment_programme_id ON adjustment (programme_id) WHERE programme_id IS NOT NULL;

CREATE INDEX ix_adjustment_reversal_owner_id ON adjustment (reversal_owner_id) WHERE reversal_owner_id IS NOT NULL;

CREATE INDEX ix_adjustment_source_id ON adjustment (source_id) WHERE source_id IS NOT NULL;

CREATE INDEX ix_adjustment_to_partner_id ON adjustment (to_partner_id) WHERE to_partner_id IS NOT NULL;

CREATE INDEX ix_adjustment_transfer_id ON adjustment (transfer_id) WHERE transfer_id IS NOT NULL;

CREATE INDEX ix_agency_position_decision_id ON agency_position (decision_id);

CREATE INDEX ix_agency_position_option_id ON agency_position (option_id) WHERE option_id IS NOT NULL;

CREATE INDEX ix_agency_position_partner_id ON agency_position (partner_id);

CREATE INDEX ix_agency_position_source_id ON agency_position (source_id) WHERE source_id IS NOT NULL;

CREATE INDEX ix_agreement_case_id ON agreement (case_id) WHERE case_id IS NOT NULL;

CREATE INDEX ix_agreement_depositary_id ON agreement (depositary_id) WHERE depositary_id IS NOT NULL;

CREATE INDEX ix_agreement_owner_id ON agreement (owner_id) WHERE owner_id IS NOT NULL;

CREATE INDEX ix_agreement_party_agreement_id ON agreement_party (agreement_id);

CREATE INDEX ix_agreement_party_partner_id ON agreement_party (partner_id);

CREATE INDEX ix_agreement_party_source_id ON agreement_party (source_id) WHERE source_id IS NOT NULL;

CREATE INDEX ix_agreement_source_id ON agreement (source_id) WHERE source_id IS NOT NULL;

CREATE INDEX ix_aid_figure_partner_id ON aid_figure (partner_id) WHERE partner_id IS NOT NULL;

CREATE INDEX ix_aid_figure_source_id ON aid_figure (source_id) WHERE source_id IS NOT NULL;

CREATE INDEX ix_alignment_measure_id ON alignment (measure_id);

CREATE INDEX ix_alignment_partner_id ON alignment (partner_id);

CREATE INDEX ix_alignment_source_id ON alignment (source_id) WHERE source_id IS NOT NULL;

CREATE INDEX ix_arms_deal_recipient_id ON arms_deal (recipient_id) WHERE recipient_id IS NOT NULL;

CREATE INDEX ix_arms_deal_source_id ON arms_deal (source_id) WHERE source_id IS NOT NULL;

CREATE INDEX ix_arms_deal_supplier_id ON arms_deal (supplier_id) WHERE supplier_id IS NOT NULL;

CREATE INDEX ix_assumption_case_id ON assumption (case_id) WHERE case_id IS NOT NULL;

CREATE INDEX ix_assumption_decision_id ON assumption (decision_id) WHERE decision_id IS NOT NULL;

CREATE INDEX ix_assumption_log_entry_id ON assumption (log_entry_id) WHERE log_entry_id IS NOT NULL;

CREATE INDEX ix_assumption_owner_id ON assumption (owner_id) WHERE owner_id IS NOT NULL;

CREATE INDEX ix_assumption_source_id ON assumption (source_id) WHERE source_id IS NOT NULL;

CREATE INDEX ix_authority_code ON authority (code);

CREATE INDEX ix_balance_note_author_id ON balance_note (author_id) WHERE author_id IS NOT NULL;

CREATE INDEX ix_balance_note_case_id ON balance_note (case_id) WHERE case_id IS NOT NULL;

CREATE INDEX ix_balance_note_source_id ON balance_note (source_id) WHERE source_id IS NOT NULL;

CREATE INDEX ix_balance_note_transfer_id ON balance_note (transfer_id) WHERE transfer_id IS NOT NULL;

CREATE INDEX ix_brief_case_id ON brief (case_id);

CREATE INDEX ix_brief_partner_id ON brief (partner_id) WHERE partner_id IS NOT NULL;

CREATE INDEX ix_brief_post_id ON brief (post_id) WHERE post_id IS NOT NULL;

CREATE INDEX ix_brief_sha256 ON brief (sha256);

CREATE INDEX ix_brief_supersedes_id ON brief (supersedes_id) WHERE supersedes_id IS NOT NULL;

CREATE INDEX ix_budget_line_case_id ON budget_line (case_id) WHERE case_id IS NOT NULL;

CREATE INDEX ix_budget_line_partner_id ON budget_line (partner_id) WHERE partner_id IS NOT NULL;

CREATE INDEX ix_budget_line_programme_id ON budget_line (programme_id) WHERE programme_id IS NOT NULL;

CREATE INDEX ix_budget_line_source_id ON budget_line (source_id) WHERE source_id IS NOT NULL;

CREATE INDEX ix_burden_share_case_id ON burden_share (case_id) WHERE case_id IS NOT NULL;

CREATE INDEX ix_burden_share_partner_id ON burden_share (partner_id);

CREATE INDEX ix_burden_share_source_id ON burden_share (source_id) WHERE source_id IS NOT NULL;

CREATE INDEX ix_burden_share_target_id ON burden_share (target_id) WHERE target_id IS NOT NULL;

CREATE INDEX ix_burden_target_group_id ON burden_target (group_id) WHERE group_id IS NOT NULL;

CREATE INDEX ix_burden_target_source_id ON burden_target (source_id) WHERE source_id IS NOT NULL;

CREATE INDEX ix_call_at ON call (at);

CREATE INDEX ix_call_case_id ON call (case_id) WHERE case_id IS NOT NULL;

CREATE INDEX ix_call_channel_id ON call (channel_id) WHERE channel_id IS NOT NULL;

CREATE INDEX ix_call_hotline_id ON call (hotline_id) WHERE hotline_id IS NOT NULL;

CREATE INDEX ix_call_partner_id ON call (partner_id) WHERE partner_id IS NOT NULL;

CREATE INDEX ix_call_person_id ON call (person_id) WHERE person_id IS NOT NULL;

CREATE INDEX ix_call_post_id ON call (post_id) WHERE post_id IS NOT NULL;

CREATE INDEX ix_capability_partner_id ON capability (partner_id);

CREATE INDEX ix_capability_programme_id ON capability (programme_id) WHERE programme_id IS NOT NULL;

CREATE INDEX ix_capability_source_id ON capability (source_id) WHERE source_id IS NOT NULL;

CREATE INDEX ix_case_lead_desk_id ON "case" (lead_desk_id) WHERE lead_desk_id IS NOT NULL;

CREATE INDEX ix_case_owner_id ON "case" (owner_id) WHERE owner_id IS NOT NULL;

CREATE INDEX ix_case_parent_id ON "case" (parent_id) WHERE parent_id IS NOT NULL;

CREATE INDEX ix_case_template_id ON "case" (template_id) WHERE template_id IS NOT NULL;

CREATE INDEX ix_change_record_id ON change (record_id);

CREATE INDEX ix_change_revision_id ON change (revision_id);

CREATE INDEX ix_channel_partner_id ON channel (partner_id) WHERE partner_id IS NOT NULL;

CREATE INDEX ix_channel_post_id ON channel (post_id) WHERE post_id IS NOT NULL;

CREATE INDEX ix_commitment_agreement_id ON commitment (agreement_id) WHERE agreement_id IS NOT NULL;

CREATE INDEX ix_commitment_case_id ON commitment (case_id) WHERE case_id IS NOT NULL;

CREATE INDEX ix_commitment_giver_id ON commitment (giver_id);

CREATE INDEX ix_commitment_receiver_id ON commitment (receiver_id) WHERE receiver_id IS NOT NULL;

CREATE INDEX ix_commitment_source_id ON commitment (source_id) WHERE source_id IS NOT NULL;

CREATE INDEX ix_condition_agreement_id ON condition (agreement_id) WHERE agreement_id IS NOT NULL;

CREATE INDEX ix_condition_authority_id ON condition (authority_id) WHERE authority_id IS NOT NULL;

CREATE INDEX ix_condition_case_id ON condition (case_id) WHERE case_id IS NOT NULL;

CREATE INDEX ix_condition_commitment_id ON condition (commitment_id) WHERE commitment_id IS NOT NULL;

CREATE INDEX ix_condition_licence_id ON condition (licence_id) WHERE licence_id IS NOT NULL;

CREATE INDEX ix_condition_measure_id ON condition (measure_id) WHERE measure_id IS NOT NULL;

CREATE INDEX ix_condition_owner_id ON condition (owner_id) WHERE owner_id IS NOT NULL;

CREATE INDEX ix_condition_partner_id ON condition (partner_id) WHERE partner_id IS NOT NULL;

CREATE INDEX ix_condition_programme_id ON condition (programme_id) WHERE programme_id IS NOT NULL;

CREATE INDEX ix_condition_source_id ON condition (source_id) WHERE source_id IS NOT NULL;

CREATE INDEX ix_condition_transfer_id ON condition (transfer_id) WHERE transfer_id IS NOT NULL;

CREATE INDEX ix_conflict_record_key ON "conflict" (record_key);

CREATE INDEX ix_consideration_decision_id ON consideration (decision_id);

CREATE INDEX ix_consideration_option_id ON consideration (option_id) WHERE option_id IS NOT NULL;

CREATE INDEX ix_consideration_partner_id ON consideration (partner_id) WHERE partner_id IS NOT NULL;

CREATE INDEX ix_consideration_source_id ON consideration (source_id) WHERE source_id IS NOT NULL;

CREATE INDEX ix_criterion_finding_assessment_id ON criterion_finding (assessment_id);

CREATE INDEX ix_crossing_decision_id ON crossing (decision_id) WHERE decision_id IS NOT NULL;

CREATE INDEX ix_crossing_log_entry_id ON crossing (log_entry_id) WHERE log_entry_id IS NOT NULL;

CREATE INDEX ix_crossing_red_line_id ON crossing (red_line_id);

CREATE INDEX ix_crossing_source_id ON crossing (source_id) WHERE source_id IS NOT NULL;

CREATE INDEX ix_decision_case_id ON decision (case_id);

CREATE INDEX ix_decision_decided_by_id ON decision (decided_by_id) WHERE decided_by_id IS NOT NULL;

CREATE INDEX ix_decision_option_decision_id ON decision_option (decision_id);

CREATE INDEX ix_delivery_item_id ON delivery (item_id);

CREATE INDEX ix_delivery_source_id ON delivery (source_id) WHERE source_id IS NOT NULL;

CREATE INDEX ix_delivery_unit_id ON delivery (unit_id) WHERE unit_id IS NOT NULL;

CREATE INDEX ix_desk_home_id ON desk (home_id) WHERE home_id IS NOT NULL;

CREATE INDEX ix_drawdown_tranche_source_id ON drawdown_tranche (source_id) WHERE source_id IS NOT NULL;

CREATE INDEX ix_drawdown_tranche_transfer_id ON drawdown_tranche (transfer_id);

CREATE INDEX ix_duty_shift_begins_at ON duty_shift (begins_at);

CREATE INDEX ix_duty_shift_case_id ON duty_shift (case_id) WHERE case_id IS NOT NULL;

CREATE INDEX ix_duty_shift_person_id ON duty_shift (person_id) WHERE person_id IS NOT NULL;

CREATE INDEX ix_duty_shift_post_id ON duty_shift (post_id) WHERE post_id IS NOT NULL;

CREATE INDEX ix_end_use_check_case_id ON end_use_check (case_id) WHERE case_id IS NOT NULL;

CREATE INDEX ix_end_use_check_item_id ON end_use_check (item_id) WHERE item_id IS NOT NULL;

CREATE INDEX ix_end_use_check_licence_id ON end_use_check (licence_id) WHERE licence_id IS NOT NULL;

CREATE INDEX ix_end_use_check_owner_id ON end_use_check (owner_id) WHERE owner_id IS NOT NULL;

CREATE INDEX ix_end_use_check_partner_id ON end_use_check (partner_id) WHERE partner_id IS NOT NULL;

CREATE INDEX ix_end_use_check_source_id ON end_use_check (source_id) WHERE source_id IS NOT NULL;

CREATE INDEX ix_end_use_check_transfer_id ON end_use_check (transfer_id) WHERE transfer_id IS NOT NULL;

CREATE INDEX ix_end_use_check_unit_id ON end_use_check (unit_id) WHERE unit_id IS NOT NULL;

CREATE INDEX ix_engagement_begins_at ON engagement (begins_at);

CREATE INDEX ix_engagement_case_id ON engagement (case_id) WHERE case_id IS NOT NULL;

CREATE INDEX ix_engagement_minutes_id ON engagement (minutes_id) WHERE minutes_id IS NOT NULL;

CREATE INDEX ix_engagement_owner_id ON engagement (owner_id) WHERE owner_id IS NOT NULL;

CREATE INDEX ix_engagement_partner_id ON engagement (partner_id) WHERE partner_id IS NOT NULL;

CREATE INDEX ix_engagement_source_id ON engagement (source_id) WHERE source_id IS NOT NULL;

CREATE INDEX ix_exercise_case_id ON exercise (case_id) WHERE case_id IS NOT NULL;

CREATE INDEX ix_exercise_host_id ON exercise (host_id) WHERE host_id IS NOT NULL;

CREATE INDEX ix_exercise_owner_id ON exercise (owner_id) WHERE owner_id IS NOT NULL;

CREATE INDEX ix_exercise_source_id ON exercise (source_id) WHERE source_id IS NOT NULL;

CREATE INDEX ix_export_assessment_author_id ON export_assessment (author_id) WHERE author_id IS NOT NULL;

CREATE INDEX ix_export_assessment_case_id ON export_assessment (case_id) WHERE case_id IS NOT NULL;

CREATE INDEX ix_export_assessment_licence_id ON export_assessment (licence_id) WHERE licence_id IS NOT NULL;

CREATE INDEX ix_export_assessment_source_id ON export_assessment (source_id) WHERE source_id IS NOT NULL;

CREATE INDEX ix_export_assessment_transfer_id ON export_assessment (transfer_id) WHERE transfer_id IS NOT NULL;

CREATE INDEX ix_export_control_authority_id ON export_control (authority_id) WHERE authority_id IS NOT NULL;

CREATE INDEX ix_export_control_case_id ON export_control (case_id) WHERE case_id IS NOT NULL;

CREATE INDEX ix_export_control_destination_id ON export_control (destination_id) WHERE destination_id IS NOT NULL;

CREATE INDEX ix_export_control_issuer_id ON export_control (issuer_id) WHERE issuer_id IS NOT NULL;

CREATE INDEX ix_export_control_source_id ON export_control (source_id) WHERE source_id IS NOT NULL;

CREATE INDEX ix_governance_partner_id ON governance (partner_id);

CREATE INDEX ix_governance_programme_id ON governance (programme_id) WHERE programme_id IS NOT NULL;

CREATE INDEX ix_governance_source_id ON governance (source_id) WHERE source_id IS NOT NULL;

CREATE INDEX ix_handover_case_id ON handover (case_id) WHERE case_id IS NOT NULL;

CREATE INDEX ix_handover_incoming_shift_id ON handover (incoming_shift_id) WHERE incoming_shift_id IS NOT NULL;

CREATE INDEX ix_handover_item_handover_id ON handover_item (handover_id);

CREATE INDEX ix_handover_item_record_key ON handover_item (record_key);

CREATE INDEX ix_handover_outgoing_shift_id ON handover (outgoing_shift_id) WHERE outgoing_shift_id IS NOT NULL;

CREATE INDEX ix_holiday_partner_id ON holiday (partner_id);

CREATE INDEX ix_holiday_source_id ON holiday (source_id) WHERE source_id IS NOT NULL;

CREATE INDEX ix_hotline_from_id ON hotline (from_id) WHERE from_id IS NOT NULL;

CREATE INDEX ix_hotline_from_post_id ON hotline (from_post_id) WHERE from_post_id IS NOT NULL;

CREATE INDEX ix_hotline_to_id ON hotline (to_id) WHERE to_id IS NOT NULL;

CREATE INDEX ix_hotline_to_post_id ON hotline (to_post_id) WHERE to_post_id IS NOT NULL;

CREATE INDEX ix_incumbency_person_id ON incumbency (person_id);

CREATE INDEX ix_incumbency_post_id ON incumbency (post_id);

CREATE INDEX ix_incumbency_source_id ON incumbency (source_id) WHERE source_id IS NOT NULL;

CREATE INDEX ix_inject_case_id ON inject (case_id);

CREATE INDEX ix_inject_exercise_id ON inject (exercise_id) WHERE exercise_id IS NOT NULL;

CREATE INDEX ix_inject_log_entry_id ON inject (log_entry_id) WHERE log_entry_id IS NOT NULL;

CREATE INDEX ix_inject_partner_id ON inject (partner_id) WHERE partner_id IS NOT NULL;

CREATE INDEX ix_interoperability_action_id ON interoperability (action_id) WHERE action_id IS NOT NULL;

CREATE INDEX ix_interoperability_exercise_id ON interoperability (exercise_id) WHERE exercise_id IS NOT NULL;

CREATE INDEX ix_interoperability_other_id ON interoperability (other_id) WHERE other_id IS NOT NULL;

CREATE INDEX ix_interoperability_owner_id ON interoperability (owner_id) WHERE owner_id IS NOT NULL;

CREATE INDEX ix_interoperability_partner_id ON interoperability (partner_id);

CREATE INDEX ix_interoperability_source_id ON interoperability (source_id) WHERE source_id IS NOT NULL;

CREATE INDEX ix_involvement_case_id ON involvement (case_id);

CREATE INDEX ix_involvement_partner_id ON involvement (partner_id);

CREATE INDEX ix_involvement_post_id ON involvement (post_id) WHERE post_id IS NOT NULL;

CREATE INDEX ix_involvement_source_id ON involvement (source_id) WHERE source_id IS NOT NULL;

CREATE INDEX ix_lesson_case_id ON lesson (case_id) WHERE case_id IS NOT NULL;

CREATE INDEX ix_lesson_exercise_id ON lesson (exercise_id) WHERE exercise_id IS NOT NULL;

CREATE INDEX ix_lesson_owner_id ON lesson (owner_id) WHERE owner_id IS NOT NULL;

CREATE INDEX ix_lesson_template_id ON lesson (template_id) WHERE template_id IS NOT NULL;

CREATE INDEX ix_licence_authority_id ON licence (authority_id) WHERE authority_id IS NOT NULL;

CREATE INDEX ix_licence_case_id ON licence (case_id) WHERE case_id IS NOT NULL;

CREATE INDEX ix_licence_number ON licence (number);

CREATE INDEX ix_licence_owner_id ON licence (owner_id) WHERE owner_id IS NOT NULL;

CREATE INDEX ix_licence_recipient_id ON licence (recipient_id) WHERE recipient_id IS NOT NULL;

CREATE INDEX ix_licence_source_id ON licence (source_id) WHERE source_id IS NOT NULL;

CREATE INDEX ix_licence_transfer_id ON licence (transfer_id) WHERE transfer_id IS NOT NULL;

CREATE INDEX ix_link_case_id ON link (case_id) WHERE case_id IS NOT NULL;

CREATE INDEX ix_link_from_id ON link (from_id);

CREATE INDEX ix_link_from_post_id ON link (from_post_id) WHERE from_post_id IS NOT NULL;

CREATE INDEX ix_link_hotline_id ON link (hotline_id) WHERE hotline_id IS NOT NULL;

CREATE INDEX ix_link_owner_id ON link (owner_id) WHERE owner_id IS NOT NULL;

CREATE INDEX ix_link_source_id ON link (source_id) WHERE source_id IS NOT NULL;

CREATE INDEX ix_link_to_id ON link (to_id);

CREATE INDEX ix_link_to_post_id ON link (to_post_id) WHERE to_post_id IS NOT NULL;

CREATE INDEX ix_list_adoption_list_name ON list_adoption (list_name);

CREATE INDEX ix_list_version_list ON list_version (list);

CREATE INDEX ix_listed_party_list_key ON listed_party (list, "key");

CREATE INDEX ix_log_entry_case_id ON log_entry (case_id);

CREATE INDEX ix_log_entry_corrects_id ON log_entry (corrects_id) WHERE corrects_id IS NOT NULL;

CREATE INDEX ix_log_entry_event_time ON log_entry (event_time);

CREATE INDEX ix_log_entry_partner_id ON log_entry (partner_id) WHERE partner_id IS NOT NULL;

CREATE INDEX ix_log_entry_post_id ON log_entry (post_id) WHERE post_id IS NOT NULL;

CREATE INDEX ix_log_entry_source_id ON log_entry (source_id) WHERE source_id IS NOT NULL;

CREATE INDEX ix_measure_case_id ON measure (case_id) WHERE case_id IS NOT NULL;

CREATE INDEX ix_measure_exception_measure_id ON measure_exception (measure_id);

CREATE INDEX ix_measure_exception_source_id ON measure_exception (source_id) WHERE source_id IS NOT NULL;

CREATE INDEX ix_measure_issuer_id ON measure (issuer_id) WHERE issuer_id IS NOT NULL;

CREATE INDEX ix_measure_source_id ON measure (source_id) WHERE source_id IS NOT NULL;

CREATE INDEX ix_measure_step_measure_id ON measure_step (measure_id);

CREATE INDEX ix_measure_target_id ON measure (target_id) WHERE target_id IS NOT NULL;

CREATE INDEX ix_membership_group_id ON membership (group_id);

CREATE INDEX ix_membership_member_id ON membership (member_id);

CREATE INDEX ix_membership_source_id ON membership (source_id) WHERE source_id IS NOT NULL;

CREATE INDEX ix_mention_from_key ON mention (from_key);

CREATE INDEX ix_mention_to_key ON mention (to_key);

CREATE INDEX ix_merge_head ON merge (head);

CREATE INDEX ix_notification_case_id ON notification (case_id) WHERE case_id IS NOT NULL;

CREATE INDEX ix_notification_hold_notification_id ON notification_hold (notification_id);

CREATE INDEX ix_notification_hold_source_id ON notification_hold (source_id) WHERE source_id IS NOT NULL;

CREATE INDEX ix_notification_licence_id ON notification (licence_id) WHERE licence_id IS NOT NULL;

CREATE INDEX ix_notification_owner_id ON notification (owner_id) WHERE owner_id IS NOT NULL;

CREATE INDEX ix_notification_programme_id ON notification (programme_id) WHERE programme_id IS NOT NULL;

CREATE INDEX ix_notification_recipient_id ON notification (recipient_id) WHERE recipient_id IS NOT NULL;

CREATE INDEX ix_notification_rule_id ON notification (rule_id) WHERE rule_id IS NOT NULL;

CREATE INDEX ix_notification_source_id ON notification (source_id) WHERE source_id IS NOT NULL;

CREATE INDEX ix_notification_transfer_id ON notification (transfer_id) WHERE transfer_id IS NOT NULL;

CREATE INDEX ix_participant_engagement_id ON participant (engagement_id) WHERE engagement_id IS NOT NULL;

CREATE INDEX ix_participant_exercise_id ON participant (exercise_id) WHERE exercise_id IS NOT NULL;

CREATE INDEX ix_participant_partner_id ON participant (partner_id);

CREATE INDEX ix_participant_person_id ON participant (person_id) WHERE person_id IS NOT NULL;

CREATE INDEX ix_participant_post_id ON participant (post_id) WHERE post_id IS NOT NULL;

CREATE INDEX ix_partner_code ON partner (code);

CREATE INDEX ix_partner_host_id ON partner (host_id) WHERE host_id IS NOT NULL;

CREATE INDEX ix_partner_parent_id ON partner (parent_id) WHERE parent_id IS NOT NULL;

CREATE INDEX ix_partner_source_id ON partner (source_id) WHERE source_id IS NOT NULL;

CREATE INDEX ix_partner_territory_of_id ON partner (territory_of_id) WHERE territory_of_id IS NOT NULL;

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

CREATE INDEX ix_programme_authority_id ON programme (authority_id) WHERE authority_id IS NOT NULL;

CREATE INDEX ix_programme_case_id ON programme (case_id) WHERE case_id IS NOT NULL;

CREATE INDEX ix_programme_money_programme_id ON programme_money (programme_id);

CREATE INDEX ix_programme_money_source_id ON programme_money (source_id) WHERE source_id IS NOT NULL;

CREATE INDEX ix_programme_owner_id ON programme (owner_id) WHERE owner_id IS NOT NULL;

CREATE INDEX ix_programme_provider_id ON programme (provider_id) WHERE provider_id IS NOT NULL;

CREATE INDEX ix_programme_recipient_id ON programme (recipient_id) WHERE recipient_id IS NOT NULL;

CREATE INDEX ix_programme_source_id ON programme (source_id) WHERE source_id IS NOT NULL;

CREATE INDEX ix_proviso_licence_id ON proviso (licence_id);

CREATE INDEX ix_proviso_owner_id ON proviso (owner_id) WHERE owner_id IS NOT NULL;

CREATE INDEX ix_red_line_addressee_id ON red_line (addressee_id) WHERE addressee_id IS NOT NULL;

CREATE INDEX ix_red_line_case_id ON red_line (case_id) WHERE case_id IS NOT NULL;

CREATE INDEX ix_red_line_commitment_id ON red_line (commitment_id) WHERE commitment_id IS NOT NULL;

CREATE INDEX ix_red_line_engagement_id ON red_line (engagement_id) WHERE engagement_id IS NOT NULL;

CREATE INDEX ix_red_line_hotline_id ON red_line (hotline_id) WHERE hotline_id IS NOT NULL;

CREATE INDEX ix_red_line_issuer_id ON red_line (issuer_id) WHERE issuer_id IS NOT NULL;

CREATE INDEX ix_red_line_response_owner_id ON red_line (response_owner_id) WHERE response_owner_id IS NOT NULL;

CREATE INDEX ix_red_line_share_partner_id ON red_line_share (partner_id);

CREATE INDEX ix_red_line_share_red_line_id ON red_line_share (red_line_id);

CREATE INDEX ix_red_line_share_source_id ON red_line_share (source_id) WHERE source_id IS NOT NULL;

CREATE INDEX ix_red_line_source_id ON red_line (source_id) WHERE source_id IS NOT NULL;

CREATE INDEX ix_risk_case_id ON risk (case_id) WHERE case_id IS NOT NULL;

CREATE INDEX ix_risk_commitment_id ON risk (commitment_id) WHERE commitment_id IS NOT NULL;

CREATE INDEX ix_risk_decision_id ON risk (decision_id) WHERE decision_id IS NOT NULL;

CREATE INDEX ix_risk_owner_id ON risk (owner_id) WHERE owner_id IS NOT NULL;

CREATE INDEX ix_risk_partner_id ON risk (partner_id) WHERE partner_id IS NOT NULL;

CREATE INDEX ix_risk_programme_id ON risk (programme_id) WHERE programme_id IS NOT NULL;

CREATE INDEX ix_risk_source_id ON risk (source_id) WHERE source_id IS NOT NULL;

CREATE INDEX ix_risk_transfer_id ON risk (transfer_id) WHERE transfer_id IS NOT NULL;

CREATE INDEX ix_rule_code ON rule (code);

CREATE INDEX ix_rule_holidays_id ON rule (holidays_id) WHERE holidays_id IS NOT NULL;

CREATE INDEX ix_rule_owner_id ON rule (owner_id) WHERE owner_id IS NOT NULL;

CREATE INDEX ix_rung_case_id ON rung (case_id) WHERE case_id IS NOT NULL;

CREATE INDEX ix_rung_owner_id ON rung (owner_id) WHERE owner_id IS NOT NULL;

CREATE INDEX ix_rung_template_id ON rung (template_id) WHERE template_id IS NOT NULL;

CREATE INDEX ix_saved_view_case_id ON saved_view (case_id) WHERE case_id IS NOT NULL;

CREATE INDEX ix_saved_view_page ON saved_view (page);

CREATE INDEX ix_screening_decision_list_key ON screening_decision (list_key);

CREATE INDEX ix_screening_decision_subject ON screening_decision (subject);

CREATE INDEX ix_signal_adjustment_id ON signal (adjustment_id) WHERE adjustment_id IS NOT NULL;

CREATE INDEX ix_signal_case_id ON signal (case_id) WHERE case_id IS NOT NULL;

CREATE INDEX ix_signal_exercise_id ON signal (exercise_id) WHERE exercise_id IS NOT NULL;

CREATE INDEX ix_signal_partner_id ON signal (partner_id) WHERE partner_id IS NOT NULL;

CREATE INDEX ix_signal_source_id ON signal (source_id) WHERE source_id IS NOT NULL;

CREATE INDEX ix_snooze_records_key ON snooze (records_key);

CREATE INDEX ix_template_link_case_id ON template_link (case_id) WHERE case_id IS NOT NULL;

CREATE INDEX ix_template_link_from_id ON template_link (from_id) WHERE from_id IS NOT NULL;

CREATE INDEX ix_template_link_template_id ON template_link (template_id) WHERE template_id IS NOT NULL;

CREATE INDEX ix_template_link_to_id ON template_link (to_id) WHERE to_id IS NOT NULL;

CREATE INDEX ix_template_partner_case_id ON template_partner (case_id) WHERE case_id IS NOT NULL;

CREATE INDEX ix_template_partner_group_id ON template_partner (group_id) WHERE group_id IS NOT NULL;

CREATE INDEX ix_template_partner_partner_id ON template_partner (partner_id) WHERE partner_id IS NOT NULL;

CREATE INDEX ix_template_partner_template_id ON template_partner (template_id) WHERE template_id IS NOT NULL;

CREATE INDEX ix_template_task_depends_on_id ON template_task (depends_on_id) WHERE depends_on_id IS NOT NULL;

CREATE INDEX ix_template_task_template_id ON template_task (template_id);

CREATE INDEX ix_term_vocabulary ON term (vocabulary);

CREATE INDEX ix_threat_case_id ON threat (case_id) WHERE case_id IS NOT NULL;

CREATE INDEX ix_threat_holder_id ON threat (holder_id) WHERE holder_id IS NOT NULL;

CREATE INDEX ix_threat_source_id ON threat (source_id) WHERE source_id IS NOT NULL;

CREATE INDEX ix_threat_subject_id ON threat (subject_id) WHERE subject_id IS NOT NULL;

CREATE INDEX ix_transfer_authority_id ON transfer (authority_id) WHERE authority_id IS NOT NULL;

CREATE INDEX ix_transfer_case_id ON transfer (case_id) WHERE case_id IS NOT NULL;

CREATE INDEX ix_transfer_change_transfer_id ON transfer_change (transfer_id);

CREATE INDEX ix_transfer_item_transfer_id ON transfer_item (transfer_id);

CREATE INDEX ix_transfer_number ON transfer (number);

CREATE INDEX ix_transfer_programme_id ON transfer (programme_id) WHERE programme_id IS NOT NULL;

CREATE INDEX ix_transfer_recipient_id ON transfer (recipient_id) WHERE recipient_id IS NOT NULL;

CREATE INDEX ix_transfer_source_id ON transfer (source_id) WHERE source_id IS NOT NULL;

CREATE INDEX ix_transfer_supplier_id ON transfer (supplier_id) WHERE supplier_id IS NOT NULL;

CREATE INDEX ix_unit_command_person_id ON unit_command (person_id) WHERE person_id IS NOT NULL;

CREATE INDEX ix_unit_command_source_id ON unit_command (source_id) WHERE source_id IS NOT NULL;

CREATE INDEX ix_unit_command_unit_id ON unit_command (unit_id);

CREATE INDEX ix_unit_parent_parent_id ON unit_parent (parent_id);

CREATE INDEX ix_unit_parent_source_id ON unit_parent (source_id) WHERE source_id IS NOT NULL;

CREATE INDEX ix_unit_parent_unit_id ON unit_parent (unit_id);

CREATE INDEX ix_unit_partner_id ON unit (partner_id) WHERE partner_id IS NOT NULL;

CREATE INDEX ix_unit_source_id ON unit (source_id) WHERE source_id IS NOT NULL;

CREATE INDEX ix_vetting_authority_id ON vetting (authority_id) WHERE authority_id IS NOT NULL;

CREATE INDEX ix_vetting_person_id ON vetting (person_id) WHERE person_id IS NOT NULL;

CREATE INDEX ix_vetting_programme_id ON vetting (programme_id) WHERE programme_id IS NOT NULL;

CREATE INDEX ix_vetting_source_id ON vetting (source_id) WHERE source_id IS NOT NULL;

CREATE INDEX ix_vetting_transfer_id ON vetting (transfer_id) WHERE transfer_id IS NOT NULL;

CREATE INDEX ix_vetting_unit_id ON vetting (unit_id) WHERE unit_id IS NOT NULL;
