package plan

import "onward/internal/calendar"

// Task is work for a member of staff, as against the resident's plan.
type Task struct {
	Kept
	TaskFacts
	AssigneeName string
	Done         calendar.Date // no day while it is to do
}

// TaskFacts are what is to be done, by whom and by when.
type TaskFacts struct {
	What     string
	Assignee int           // user; the actor where zero
	Due      calendar.Date // no day where none was set
	Origin   string        // what made it, like "import"; empty where a person did
}

// Check tidies a task and says what is wrong with it. That the assignee works
// at the lead organisation is asked by Service.
func (t *TaskFacts) Check() error {
	var w wrong
	t.What = line(t.What)
	w.when(t.What == "", "what", "Enter what is to be done")
	w.tooLong(t.What, 200, "what", "Shorten this to 200 characters or fewer")
	return w.fault()
}

func (t TaskFacts) differing(old TaskFacts) (d difference) {
	d.when(t.What != old.What, "what")
	d.when(t.Assignee != old.Assignee, "assignee")
	d.when(t.Due != old.Due, "due")
	return d
}
